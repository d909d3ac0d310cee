package main

import (
	"context"
	"log/slog"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/web"
)

// helpPack is the pack of urgent-help lines that real services show.
const helpPack = "uk"

// A service is what serve and the commands beside it work with.
type service struct{ *web.Service }

func newService(k *kernel.Kernel, mailer notify.Mailer, base string, log *slog.Logger) service {
	return service{&web.Service{
		Kernel: k, Care: &care.Care{Kernel: k}, People: &people.People{Kernel: k, Base: base}, Mailer: mailer,
		Study: &study.Study{Kernel: k}, Log: log, Base: base, Help: helpPack, Version: version(),
	}}
}

func newSecret() []byte { return randomBytes("", crypt.SecretSize) }

// organisations lists those that are set up here.
func organisations(ctx context.Context, k *kernel.Kernel) ([]identity.Organisation, error) {
	return kernel.BeforeSignIn(ctx, k, kernel.SignInReader.ListOrganisations)
}
