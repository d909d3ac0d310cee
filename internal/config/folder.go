package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
)

// keyFile is where the master key is: beside the embedded database, or where
// KeyFile says.
func (c Config) keyFile() string {
	if c.Data != "" {
		return filepath.Join(c.Data, "master.key")
	}
	return c.KeyFile
}

// Prepare makes the data folder where there is none, and finds out whether it
// can be written to before anything is asked or promised.
func (c Config) Prepare() error {
	if c.Data == "" {
		return nil
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fault.Wrap(fault.Unavailable, "config.folder.unwritable", err)
	}
	if openTo(c.Data, 0o022) || openTo(c.DatabaseFile(), 0o077) {
		return fault.New(fault.Invalid, "config.folder.open_to_others")
	}
	probe, err := os.CreateTemp(c.Data, ".footbridge-*")
	if err != nil {
		return fault.Wrap(fault.Unavailable, "config.folder.unwritable", err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// openTo tells whether others on this machine have one of these permissions of what is there.
func openTo(name string, others fs.FileMode) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().Perm()&others != 0
}

// Exists tells whether the embedded database is there. A database server's is
// found out by opening it.
func (c Config) Exists() bool {
	if c.Data == "" {
		return true
	}
	_, err := os.Stat(c.DatabaseFile())
	return err == nil
}

// UnfinishedFile is what the embedded database is called while it is restored.
func (c Config) UnfinishedFile() string { return c.DatabaseFile() + ".unfinished" }

// CheckThere refuses a place where there is no data, and one in which a restore was stopped
// half-way: it is to be restored again, and nothing is begun there.
func (c Config) CheckThere() error {
	if c.Exists() {
		return nil
	}
	if _, err := os.Stat(c.UnfinishedFile()); err == nil {
		return fault.New(fault.Invalid, "config.folder.unfinished")
	}
	return fault.New(fault.Invalid, "config.folder.empty")
}

// MasterSecret reads the master secret from its file or the environment.
func (c Config) MasterSecret() ([]byte, error) {
	if c.Database != "" && c.Key != "" {
		return parseKey(c.Key.Reveal())
	}
	name := c.keyFile()
	if name == "" {
		return nil, fault.New(fault.Invalid, "config.key.missing")
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "config.key.unread", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fault.Wrap(fault.Invalid, "config.key.open_to_others", errors.New(name))
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "config.key.unread", err)
	}
	return parseKey(string(text))
}

func parseKey(text string) ([]byte, error) {
	secret, err := crypt.ParseSecret(text)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "config.key.unread", err)
	}
	return secret, nil
}

// MakeSecret reads the master secret of a data folder; where there is neither
// a key nor a database yet, it writes one that draw makes. A database whose
// key has gone is refused: a new key would not open it. So is a key whose database has
// gone: somebody looks for what was in it.
func (c Config) MakeSecret(draw func() []byte) ([]byte, error) {
	if c.Database != "" {
		return c.MasterSecret()
	}
	if err := c.CheckThere(); fault.KeyOf(err) == "config.folder.unfinished" {
		return nil, err
	}
	_, err := os.Stat(c.keyFile())
	switch there := !errors.Is(err, fs.ErrNotExist); {
	case there && !c.Exists():
		return nil, fault.Wrap(fault.Invalid, "config.database.gone", errors.New(c.DatabaseFile()))
	case there:
		return c.MasterSecret()
	case c.Exists():
		return nil, fault.Wrap(fault.Invalid, "config.key.gone", errors.New(c.keyFile()))
	}
	secret := draw()
	if err := WriteKey(c.keyFile(), secret); err != nil {
		return nil, err
	}
	return secret, c.reserve()
}

// reserve makes the database's file before the engine does, so that it is its
// owner's alone; what SQLite keeps beside it takes after it.
func (c Config) reserve() error {
	f, err := os.OpenFile(c.DatabaseFile(), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "config.folder.unwritable", err)
	}
	return f.Close()
}

// WriteKey writes a master secret to a file of that name, which must not be
// there yet. The key is durable before any data is sealed with it.
func WriteKey(name string, secret []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "config.key.unwritten", err)
	}
	_, err = f.WriteString(crypt.FormatSecret(secret))
	if err := errors.Join(err, f.Sync(), f.Close(), syncFolder(filepath.Dir(name))); err != nil {
		return fault.Wrap(fault.Unavailable, "config.key.unwritten", err)
	}
	return nil
}

// syncFolder makes a new file's name durable (POSIX: the folder is a file).
func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
