package backup

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
)

var begun = time.Date(2026, 11, 30, 3, 0, 12, 0, time.UTC)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func folder(t *testing.T) (Folder, crypt.Identity) {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	ok(t, err)
	to, err := crypt.ParseRecipients(key.Recipient().String())
	ok(t, err)
	with, err := crypt.ParseIdentity(key.String())
	ok(t, err)
	return Folder{t.TempDir(), to}, with
}

func in(t *testing.T, f Folder) string {
	t.Helper()
	list, err := os.ReadDir(f.Path)
	ok(t, err)
	var names []string
	for _, one := range list {
		names = append(names, one.Name())
	}
	return strings.Join(names, " ")
}

var words = bytes.Repeat([]byte("what somebody wrote "), 200_000)

func TestABackupHasItsNameOnceItWasReadBackWhole(t *testing.T) {
	f, with := folder(t)
	name, size, err := f.Write(begun, bytes.NewReader(words), func(back io.Reader) error {
		if got := in(t, f); got != "footbridge-20261130T030012Z.age.unfinished" {
			t.Errorf("while it is checked there is %q", got)
		}
		got, err := io.ReadAll(back)
		if !bytes.Equal(got, words) {
			t.Errorf("%d bytes were read back", len(got))
		}
		return err
	})
	ok(t, err)
	if got := in(t, f); got != "footbridge-20261130T030012Z.age" || filepath.Base(name) != got {
		t.Errorf("there is %q", got)
	}
	info, err := os.Stat(name)
	ok(t, err)
	if info.Size() != size || info.Mode().Perm() != 0o600 {
		t.Errorf("%d bytes of %d, mode %o", info.Size(), size, info.Mode().Perm())
	}
	stored, err := os.ReadFile(name)
	ok(t, err)
	if bytes.Contains(stored, []byte("somebody")) {
		t.Error("it can be read without a key")
	}
	file, err := Open(name, with)
	ok(t, err)
	defer file.Close()
	if got, err := io.ReadAll(file); err != nil || !bytes.Equal(got, words) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// broken ends with an error after some of it, as a copy does whose disk goes.
type broken struct{ io.Reader }

func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestWhatStopsLeavesNothingBehind(t *testing.T) {
	f, _ := folder(t)
	refused := errors.New("not as it was written")
	if _, _, err := f.Write(begun, broken{bytes.NewReader(words)}, nil); err == nil {
		t.Error("a copy that broke off was taken")
	}
	_, _, err := f.Write(begun, bytes.NewReader(words), func(io.Reader) error { return refused })
	if !errors.Is(err, refused) {
		t.Errorf("what the check said is %v", err)
	}
	if got := in(t, f); got != "" {
		t.Errorf("there is %q", got)
	}
	_, _, err = f.Write(begun, bytes.NewReader(words), nil)
	ok(t, err)
	if _, _, err := f.Write(begun, strings.NewReader("other"), nil); fault.KeyOf(err) != "backup.folder.unwritable" {
		t.Errorf("a backup was written over another: %v", err)
	}
	f.Path = filepath.Join(f.Path, "nowhere")
	if _, _, err := f.Write(begun, strings.NewReader("x"), nil); fault.KeyOf(err) != "backup.folder.unwritable" {
		t.Errorf("a folder that isn't there: %v", err)
	}
}

func TestAnotherKeyACutFileAndWhatIsNoneAreToldApart(t *testing.T) {
	f, with := folder(t)
	_, other := folder(t)
	name, size, err := f.Write(begun, bytes.NewReader(words), nil)
	ok(t, err)
	read := func(with crypt.Identity) string {
		file, err := Open(name, with)
		if err == nil {
			_, err = io.Copy(io.Discard, file)
			ok(t, file.Close())
		}
		return fault.KeyOf(err)
	}
	if got := read(other); got != "backup.identity.other" {
		t.Errorf("another key: %s", got)
	}
	for _, cut := range []int64{size - 1, size / 2, 60, 0} {
		ok(t, os.Truncate(name, cut))
		if got := read(with); got != "backup.damaged" {
			t.Errorf("cut at %d: %s", cut, got)
		}
	}
	ok(t, os.Remove(name))
	if got := read(with); got != "backup.unread" {
		t.Errorf("none: %s", got)
	}
}

func TestPruningTouchesNothingButBackups(t *testing.T) {
	f, _ := folder(t)
	write := func(names ...string) {
		for _, name := range names {
			ok(t, os.WriteFile(filepath.Join(f.Path, name), nil, 0o600))
		}
	}
	write("notes.txt", "footbridge-old.age", "footbridge-20261130T010000Z.age.unfinished", // begun two hours ago
		"footbridge-20261128T030000Z.age.unfinished", "footbridge-20261130T030000Z.age", "footbridge-20261130T020000Z.age")
	removed, err := f.Prune(begun, time.UTC)
	ok(t, err)
	want := "footbridge-20261130T010000Z.age.unfinished footbridge-20261130T030000Z.age footbridge-old.age notes.txt"
	if got := in(t, f); got != want || removed != 2 {
		t.Errorf("%d are removed, and there is %q", removed, got)
	}
}
