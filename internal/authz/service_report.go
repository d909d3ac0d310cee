package authz

// SeeServiceReport reads how the service goes, in counts.
var SeeServiceReport = looks("service_report.see", onOrganisation, bothArmsAlike)
