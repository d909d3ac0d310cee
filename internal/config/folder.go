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

// MasterSecrets reads the master secret from its file or the environment: two, the newest
// first, while it is changed for another.
func (c Config) MasterSecrets() ([][]byte, error) {
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

func parseKey(text string) ([][]byte, error) {
	secrets, err := crypt.ParseSecrets(text)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "config.key.unread", err)
	}
	return secrets, nil
}

// MakeSecret sees to the master secret of a data folder; where there is neither
// a key nor a database yet, it writes one that draw makes. A database whose
// key has gone is refused: a new key would not open it. So is a key whose database has
// gone: somebody looks for what was in it.
func (c Config) MakeSecret(draw func() []byte) error {
	if c.Database != "" {
		return nil
	}
	if err := c.CheckThere(); fault.KeyOf(err) == "config.folder.unfinished" {
		return err
	}
	_, err := os.Stat(c.keyFile())
	switch there := !errors.Is(err, fs.ErrNotExist); {
	case there && !c.Exists():
		return fault.Wrap(fault.Invalid, "config.database.gone", errors.New(c.DatabaseFile()))
	case there:
		return nil
	case c.Exists():
		return fault.Wrap(fault.Invalid, "config.key.gone", errors.New(c.keyFile()))
	}
	if err := WriteKey(c.keyFile(), draw()); err != nil {
		return err
	}
	return c.reserve()
}

// AddKey writes a master secret that draw makes before the one in the file, so that services
// that read it know both. Where two are there already it leaves them, and adds none: they are
// of a change that was begun.
func (c Config) AddKey(draw func() []byte) (added bool, err error) {
	if c.Database != "" && c.Key != "" {
		return false, nil
	}
	name := c.keyFile()
	if name == "" {
		return false, fault.New(fault.Invalid, "config.key.missing")
	}
	unlock, err := lockFolder(filepath.Dir(name))
	if err != nil {
		return false, fault.Wrap(fault.Unavailable, "config.key.unwritten", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	secrets, err := c.MasterSecrets()
	if err != nil || len(secrets) > 1 {
		return false, err
	}
	unfinished := name + ".unfinished"
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) { // of one that was killed
		return false, fault.Wrap(fault.Unavailable, "config.key.unwritten", err)
	}
	if err := WriteKey(unfinished, draw(), secrets[0]); err != nil {
		return false, err
	}
	if err := errors.Join(os.Rename(unfinished, name), syncFolder(filepath.Dir(name))); err != nil {
		return false, fault.Wrap(fault.Unavailable, "config.key.unwritten", err)
	}
	return true, nil
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

// WriteKey writes master secrets, the newest first, to a file of that name, which must not be
// there yet. The key is durable before any data is sealed with it.
func WriteKey(name string, secrets ...[]byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "config.key.unwritten", err)
	}
	_, err = f.WriteString(crypt.FormatSecrets(secrets...))
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
