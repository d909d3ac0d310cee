package course

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// Said is all that a letter says, to its last line. It is kept with the fact that
// the letter went, so that it is read as it was sent, whatever is put right since.
type Said struct {
	Start  StartLetter   `json:"start,omitzero"`  // one of the two
	Ending EndingSummary `json:"ending,omitzero"` //

	Address []string             `json:"address,omitempty"` // of who it goes to
	Sender  string               `json:"sender"`            // the organisation
	From    []string             `json:"from,omitempty"`    // its address, line by line
	Phone   programme.Phone      `json:"phone,omitempty"`
	Crisis  programme.HelpLine   `json:"crisis,omitzero"`  // whom to ring
	Urgent  []programme.HelpLine `json:"urgent,omitempty"` // before that; in the person's own alone
}

// Head is what stands in either.
func (s Said) Head() Letterhead {
	if s.Start.To == "" {
		return s.Ending.Letterhead
	}
	return s.Start.Letterhead
}

// Address is where a letter to the recipient goes, line by line: somebody's own to
// where they live, a GP's to the practice.
func Address(to Recipient, r pathway.Referral, c programme.Contact) []string {
	var lines []string
	switch to {
	case ToParticipant:
		lines = append(lines, c.AddressLines...)
		if c.Postcode != "" {
			lines = append(lines, c.Postcode.Shown())
		}
	case ToGP:
		if !fault.Blank(r.GP.Name) && !fault.Blank(r.GP.Practice) && r.GP.Practice != r.GP.Name {
			lines = append(lines, r.GP.Practice)
		}
	case ToResponsible:
		if !fault.Blank(r.Responsible.Organisation) {
			lines = append(lines, r.Responsible.Organisation)
		}
	}
	return lines
}
