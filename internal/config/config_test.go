package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
)

func TestNoPrintingOfAConfigShowsASecret(t *testing.T) {
	c := Config{
		Database: "postgres://anna:hunter2@db.example.org/footbridge", Key: "hunter2",
		Mail: Mail{Server: "mail.example.org:587", Password: "hunter2"},
	}
	asJSON, err := json.Marshal(c.Mail)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{c.String(), fmt.Sprintf("%v", c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c),
		fmt.Sprint(&c), fmt.Sprint(c.Mail), fmt.Sprintf("%#v", c.Mail), string(asJSON)} {
		if strings.Contains(shown, "hunter2") {
			t.Errorf("a secret shows: %s", shown)
		}
	}
	broken := Config{Database: "postgres://anna:hunter2@db.example.org:port/%zz"}
	if strings.Contains(broken.String(), "hunter2") {
		t.Error("an address that cannot be read shows its password")
	}
}

func TestTheZeroConfigOpensNothing(t *testing.T) {
	if err := (Config{}).Check(); fault.KeyOf(err) != "config.data.missing" {
		t.Errorf("%v", err)
	}
}

func TestWhatDoesNotFitTogetherIsRefused(t *testing.T) {
	for key, c := range map[string]Config{
		"config.data.both":      {Data: "x", Database: "postgres://h/d"},
		"config.database.shape": {Database: "mysql://h/d"},
		"config.key.with_data":  {Data: "x", KeyFile: "k"},
		"config.mail.from":      {Data: "x", Mail: Mail{Server: "mail.example.org:587"}},
	} {
		if err := c.Check(); fault.KeyOf(err) != key {
			t.Errorf("%s: %v", key, err)
		}
	}
	if err := (Config{Data: "x"}).Check(); err != nil {
		t.Error(err)
	}
}

var secret = bytes.Repeat([]byte{7}, crypt.SecretSize)

func draw() []byte { return secret }

func held(t *testing.T, c Config) [][]byte {
	t.Helper()
	secrets, err := c.MasterSecrets()
	if err != nil {
		t.Fatal(err)
	}
	return secrets
}

func TestTheFirstRunMakesAKeyThatOnlyItsOwnerReads(t *testing.T) {
	c := Config{Data: filepath.Join(t.TempDir(), "data")}
	if err := c.Prepare(); err != nil {
		t.Fatal(err)
	}
	if err := c.MakeSecret(draw); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(c.Data, "master.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	err = c.MakeSecret(func() []byte { t.Error("a second key was drawn"); return nil })
	if kept := held(t, c); err != nil || len(kept) != 1 || !bytes.Equal(kept[0], secret) {
		t.Errorf("the second run reads another key: %v", err)
	}
}

func TestAKeyThatOthersCanReadIsRefused(t *testing.T) {
	c := Config{Data: t.TempDir()}
	if err := c.MakeSecret(draw); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(c.Data, "master.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := c.MasterSecrets(); fault.KeyOf(err) != "config.key.open_to_others" {
		t.Errorf("%v", err)
	}
}

func TestDataWhoseKeyIsGoneGetsNoNewKey(t *testing.T) {
	c := Config{Data: t.TempDir()}
	if err := os.WriteFile(c.DatabaseFile(), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := c.MakeSecret(draw); fault.KeyOf(err) != "config.key.gone" {
		t.Errorf("%v", err)
	}
}

func TestADatabaseTakesItsKeyFromAFileOrTheEnvironment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(crypt.FormatSecrets(secret)), 0o600); err != nil {
		t.Fatal(err)
	}
	environment := func(name string) string {
		return map[string]string{"FOOTBRIDGE_MASTER_KEY": crypt.FormatSecrets(secret)}[name]
	}
	for _, c := range []Config{
		{Database: "postgres://h/d", KeyFile: file},
		Config{Database: "postgres://h/d"}.FromEnvironment(environment),
	} {
		if got := held(t, c); !bytes.Equal(got[0], secret) {
			t.Error("another key")
		}
	}
	if _, err := (Config{Database: "postgres://h/d"}).MasterSecrets(); fault.KeyOf(err) != "config.key.missing" {
		t.Errorf("%v", err)
	}
}

// Several who add one at once add one, and what a killed one left is not in the way.
func TestANewMasterKeyIsAddedOnceBeforeTheOld(t *testing.T) {
	c := Config{Data: t.TempDir()}
	if err := c.MakeSecret(draw); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(c.Data, "master.key.unfinished")
	if err := os.WriteFile(left, []byte("footbridge-master-key 1 AA"), 0o600); err != nil {
		t.Fatal(err)
	}
	added := make(chan bool)
	for n := range 8 {
		go func() {
			is, err := c.AddKey(func() []byte { return bytes.Repeat([]byte{byte(n)}, crypt.SecretSize) })
			if err != nil {
				t.Error(err)
			}
			added <- is
		}()
	}
	n := 0
	for range 8 {
		if <-added {
			n++
		}
	}
	secrets := held(t, c)
	if n != 1 || len(secrets) != 2 || !bytes.Equal(secrets[1], secret) {
		t.Errorf("%d were added, and %d are there", n, len(secrets))
	}
	info, err := os.Stat(filepath.Join(c.Data, "master.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("it left a key behind: %v", err)
	}
}
