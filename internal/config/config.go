// Package config owns what the person who runs Footbridge can set: where the
// data is, where its master key is, where it listens and how mail leaves. It
// refuses to print a secret, to read one from a command line, and to open
// anything.
package config

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// A Config is all of it. The zero Config opens no data and sends no mail.
type Config struct {
	Data     string // a folder, for the embedded database
	Database string // postgres://…, instead of Data
	KeyFile  string // the master key's file, with Database
	Key      Secret // the master key itself, from the environment, with Database

	Address string // where to listen, host:port; port 0 picks a free one
	Base    string // the address people type, without a slash at the end

	PlainTo []string // hosts off this machine that are spoken to without TLS, by name

	Mail Mail
}

// Mail is how messages leave. Without a Server none do, and they wait.
type Mail struct {
	Server   string // host, or host:port, of the SMTP server
	Security string // starttls, tls or none
	From     string // the sender's address
	FromName string // what stands before it
	Account  string // the name to sign in with; empty for none
	Password Secret // from the environment
}

// A Secret does not show itself.
type Secret string

const hidden = "(hidden)"

// String tells whether there is a secret, and no more.
func (s Secret) String() string {
	if s == "" {
		return "(none)"
	}
	return hidden
}

// GoString is String: %#v shows no secret either.
func (s Secret) GoString() string { return s.String() }

// MarshalText keeps a secret out of JSON and of structured logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reveal is the secret itself.
func (s Secret) Reveal() string { return string(s) }

// FromEnvironment adds the secrets, which come from the environment alone: a
// command line can be read by everybody on the machine.
func (c Config) FromEnvironment(lookup func(string) string) Config {
	c.Key = Secret(lookup("FOOTBRIDGE_MASTER_KEY"))
	c.Mail.Password = Secret(lookup("FOOTBRIDGE_SMTP_PASSWORD"))
	return c
}

// Check reports what does not fit together.
func (c Config) Check() error {
	switch {
	case c.Data == "" && c.Database == "":
		return fault.New(fault.Invalid, "config.data.missing")
	case c.Data != "" && c.Database != "":
		return fault.New(fault.Invalid, "config.data.both")
	case c.Database != "" && !isPostgres(c.Database):
		return fault.New(fault.Invalid, "config.database.shape")
	case c.Data != "" && (c.KeyFile != "" || c.Key != ""):
		return fault.New(fault.Invalid, "config.key.with_data")
	case c.Mail.Server != "" && c.Mail.From == "":
		return fault.New(fault.Invalid, "config.mail.from")
	}
	return c.checkOutside()
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// DatabaseFile is where the embedded database is.
func (c Config) DatabaseFile() string { return filepath.Join(c.Data, "footbridge.db") }

// URL is the database's address as the kernel takes it.
func (c Config) URL() string {
	if c.Database != "" {
		return c.Database
	}
	return "sqlite:" + c.DatabaseFile()
}

// String shows the whole, without the secrets.
func (c Config) String() string {
	database := c.Database
	if u, err := url.Parse(database); err != nil {
		database = hidden
	} else if database != "" {
		database = u.Redacted()
	}
	return fmt.Sprintf("data=%q database=%q key_file=%q key=%s address=%q base=%q mail=%q security=%q from=%q from_name=%q account=%q password=%s",
		c.Data, database, c.KeyFile, c.Key, c.Address, c.Base, c.Mail.Server, c.Mail.Security, c.Mail.From, c.Mail.FromName,
		c.Mail.Account, c.Mail.Password)
}

// GoString is String.
func (c Config) GoString() string { return c.String() }
