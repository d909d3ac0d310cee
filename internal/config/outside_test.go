package config

import (
	"os"
	"path/filepath"
	"testing"

	"footbridge.org/footbridge/internal/fault"
)

// What people type and what leaves the machine is kept private, unless a host is named.
func TestWhatLeavesTheMachineIsKeptPrivateUnlessAHostIsNamed(t *testing.T) {
	mail := func(server, security string) Config {
		return Config{Data: "x", Mail: Mail{Server: server, From: "a@example.org", Security: security}}
	}
	named := mail("mail.example.org:25", "none")
	named.PlainTo = []string{"mail.example.org"}
	database := func(address string, plain ...string) Config { return Config{Database: address, PlainTo: plain} }
	for name, c := range map[string]struct {
		config Config
		key    string
	}{
		"base http":          {Config{Data: "x", Base: "http://footbridge.example.org"}, "config.base.https"},
		"base https":         {Config{Data: "x", Base: "https://footbridge.example.org"}, ""},
		"base loopback":      {Config{Data: "x", Base: "http://127.0.0.1:8080"}, ""},
		"base localhost":     {Config{Data: "x", Base: "http://localhost:8080"}, ""},
		"base loopback 6":    {Config{Data: "x", Base: "http://[::1]:8080"}, ""},
		"base pretends":      {Config{Data: "x", Base: "http://127.0.0.1.example.org"}, "config.base.https"},
		"base without host":  {Config{Data: "x", Base: "https:footbridge"}, "config.base.shape"},
		"base with a path":   {Config{Data: "x", Base: "https://example.org/footbridge"}, "config.base.shape"},
		"base with somebody": {Config{Data: "x", Base: "https://example.org@evil.example"}, "config.base.shape"},
		"base with a query":  {Config{Data: "x", Base: "https://example.org?a=b"}, "config.base.shape"},
		"base of no kind":    {Config{Data: "x", Base: "ftp://example.org"}, "config.base.shape"},
		"mail plain":         {mail("mail.example.org:25", "none"), "config.mail.plain"},
		"mail loopback":      {mail("127.0.0.1:25", "none"), ""},
		"mail starttls":      {mail("mail.example.org:587", "starttls"), ""},
		"mail named":         {named, ""},
		"database":           {database("postgres://db.example.org/f"), "config.database.plain"},
		"database prefers":   {database("postgres://db.example.org/f?sslmode=prefer"), "config.database.plain"},
		"database verifies":  {database("postgres://db.example.org/f?sslmode=verify-full"), ""},
		"database loopback":  {database("postgres://anna:x@127.0.0.1:5432/f"), ""},
		"database socket":    {database("postgres:///f?host=/run/postgresql"), ""},
		"database several":   {database("postgres://127.0.0.1:5432,db.example.org:5432/f"), "config.database.plain"},
		"database by query":  {database("postgres:///f?host=db.example.org"), "config.database.plain"},
		"database named":     {database("postgres://db.example.org/f", "db.example.org"), ""},
		"another is named":   {database("postgres://db.example.org/f", "mail.example.org"), "config.database.plain"},
	} {
		if err := c.config.Check(); (err == nil) != (c.key == "") || err != nil && fault.KeyOf(err) != c.key {
			t.Errorf("%s: %v, want %q", name, err, c.key)
		}
	}
}

// A key whose database has gone is no first run: an empty service would stand where people
// look for theirs.
func TestAKeyWithoutItsDatabaseIsNoFirstRun(t *testing.T) {
	c := Config{Data: t.TempDir()}
	if err := c.MakeSecret(func() []byte { return secret }); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(c.DatabaseFile()); err != nil {
		t.Fatal(err)
	}
	if err := c.MakeSecret(func() []byte { return secret }); fault.KeyOf(err) != "config.database.gone" {
		t.Errorf("%v", err)
	}
}

// A folder that others write to, or a database that they read, is refused like such a key.
func TestAFolderThatIsOpenToOthersIsRefused(t *testing.T) {
	c := Config{Data: filepath.Join(t.TempDir(), "data")}
	if err := c.Prepare(); err != nil {
		t.Fatal(err)
	}
	if err := c.MakeSecret(func() []byte { return secret }); err != nil {
		t.Fatal(err)
	}
	mode := func(name string, mode os.FileMode) {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	mode(c.Data, 0o770)
	if err := c.Prepare(); fault.KeyOf(err) != "config.folder.open_to_others" {
		t.Errorf("%v", err)
	}
	mode(c.Data, 0o700)
	mode(c.DatabaseFile(), 0o644)
	if err := c.Prepare(); fault.KeyOf(err) != "config.folder.open_to_others" {
		t.Errorf("%v", err)
	}
	mode(c.DatabaseFile(), 0o600)
	if err := c.Prepare(); err != nil {
		t.Error(err)
	}
}
