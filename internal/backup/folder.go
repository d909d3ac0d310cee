// Package backup owns the folder that backups lie in: what a file is called, how one is
// written so that it is whole or not there, which are kept and for how long, and when the
// next is due. It refuses to know what is in a file, and keeps no key that opens one.
package backup

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
)

// A Folder is where backups go, and whose keys open them.
type Folder struct {
	Path string
	To   crypt.Recipients
}

// A file is named for when it was begun and for nothing else, so that names sort by age
// and say nothing about anybody.
const (
	head, tail = "footbridge-", ".age"
	spelling   = "20060102T150405Z"
	unfinished = ".unfinished"
)

func nameOf(at time.Time) string { return head + at.UTC().Format(spelling) + tail }

// atOf is when a file was begun; false for what isn't a backup of ours.
func atOf(name string) (time.Time, bool) {
	middle, ours := strings.CutPrefix(name, head)
	middle, whole := strings.CutSuffix(middle, tail)
	at, err := time.Parse(spelling, middle)
	return at, ours && whole && err == nil
}

// Write encrypts a copy into the folder and returns the file's name and size. It is read
// back from there and opened before it gets its name, and check, if any, is given what
// was read: until then it is called something else, and after an error it is gone.
func (f Folder) Write(at time.Time, from io.Reader, check func(io.Reader) error) (name string, size int64, err error) {
	name = filepath.Join(f.Path, nameOf(at))
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return "", 0, fault.Wrap(fault.Conflict, "backup.folder.unwritable", err)
	}
	file, err := os.OpenFile(name+unfinished, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", 0, fault.Wrap(fault.Unavailable, "backup.folder.unwritable", err)
	}
	defer func() {
		err = errors.Join(err, file.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	once, err := f.encrypt(file, from)
	if err != nil {
		return "", 0, fault.Wrap(fault.Unavailable, "backup.folder.unwritable", err)
	}
	size, err = readBack(file, once, check)
	if err != nil {
		return "", 0, err
	}
	if err := errors.Join(os.Rename(file.Name(), name), syncFolder(f.Path)); err != nil {
		return "", 0, fault.Wrap(fault.Unavailable, "backup.folder.unwritable", err)
	}
	return name, size, nil
}

func (f Folder) encrypt(file *os.File, from io.Reader) (crypt.Identity, error) {
	buffered := bufio.NewWriterSize(file, atOnce)
	w, once, err := f.To.Encrypt(buffered)
	if err != nil {
		return once, err
	}
	_, err = io.CopyBuffer(w, from, make([]byte, atOnce))
	return once, errors.Join(err, w.Close(), buffered.Flush(), file.Sync())
}

const atOnce = 1 << 20

func readBack(file *os.File, once crypt.Identity, check func(io.Reader) error) (size int64, err error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 0, fault.Wrap(fault.Unavailable, "backup.unread", err)
	}
	plain, err := decrypt(file, once)
	if err != nil {
		return 0, err
	}
	if check != nil {
		if err := check(plain); err != nil {
			return 0, err
		}
	}
	if _, err := io.Copy(io.Discard, plain); err != nil { // what check left
		return 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return 0, fault.Wrap(fault.Unavailable, "backup.unread", err)
	}
	return info.Size(), nil
}

// Open opens a backup. What is read ends with an error where it was cut or changed.
func Open(name string, with crypt.Identity) (io.ReadCloser, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "backup.unread", err)
	}
	plain, err := decrypt(file, with)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return opened{plain, file}, nil
}

type opened struct {
	io.Reader
	io.Closer
}

func decrypt(from io.Reader, with crypt.Identity) (io.Reader, error) {
	plain, err := with.Decrypt(bufio.NewReaderSize(from, atOnce))
	switch {
	case errors.Is(err, crypt.ErrNotForIdentity):
		return nil, fault.New(fault.Invalid, "backup.identity.other")
	case err != nil:
		return nil, fault.Wrap(fault.Invalid, "backup.damaged", err)
	}
	return undamaged{plain}, nil
}

// undamaged words what goes wrong in the middle of a file.
type undamaged struct{ io.Reader }

func (u undamaged) Read(b []byte) (int, error) {
	n, err := u.Reader.Read(b)
	if err != nil && err != io.EOF {
		err = fault.Wrap(fault.Invalid, "backup.damaged", err)
	}
	return n, err
}

// Prune removes the backups that Kept leaves out, and what was begun a day ago and never
// finished. It touches no other file.
func (f Folder) Prune(now time.Time, zone *time.Location) (removed int, err error) {
	list, err := os.ReadDir(f.Path)
	if err != nil {
		return 0, fault.Wrap(fault.Unavailable, "backup.folder.unread", err)
	}
	var there []time.Time
	for _, file := range list {
		if at, is := atOf(file.Name()); is {
			there = append(there, at)
		}
	}
	kept := Kept(there, zone)
	var errs []error
	for _, file := range list {
		at, whole := atOf(file.Name())
		begun, half := atOf(strings.TrimSuffix(file.Name(), unfinished))
		switch {
		case whole && kept[at], !whole && (!half || now.Sub(begun) < 24*time.Hour):
			continue
		}
		errs = append(errs, os.Remove(filepath.Join(f.Path, file.Name())))
		removed++
	}
	if err := errors.Join(errs...); err != nil {
		return removed, fault.Wrap(fault.Unavailable, "backup.folder.unwritable", err)
	}
	return removed, nil
}

// syncFolder makes a new file's name durable (POSIX: the folder is a file). Folders of
// some other machines can't be told to, which is no reason to have no backup.
func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	_ = folder.Sync()
	return folder.Close()
}
