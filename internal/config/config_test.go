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

func TestTheFirstRunMakesAKeyThatOnlyItsOwnerReads(t *testing.T) {
	c := Config{Data: filepath.Join(t.TempDir(), "data")}
	if err := c.Prepare(); err != nil {
		t.Fatal(err)
	}
	made, err := c.MakeSecret(draw)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(c.Data, "master.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	again, err := c.MakeSecret(func() []byte { t.Error("a second key was drawn"); return nil })
	if err != nil || !bytes.Equal(made, again) {
		t.Errorf("the second run reads another key: %v", err)
	}
}

func TestAKeyThatOthersCanReadIsRefused(t *testing.T) {
	c := Config{Data: t.TempDir()}
	if _, err := c.MakeSecret(draw); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(c.Data, "master.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := c.MasterSecret(); fault.KeyOf(err) != "config.key.open_to_others" {
		t.Errorf("%v", err)
	}
}

func TestDataWhoseKeyIsGoneGetsNoNewKey(t *testing.T) {
	c := Config{Data: t.TempDir()}
	if err := os.WriteFile(c.DatabaseFile(), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.MakeSecret(draw); fault.KeyOf(err) != "config.key.gone" {
		t.Errorf("%v", err)
	}
}

func TestADatabaseTakesItsKeyFromAFileOrTheEnvironment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(crypt.FormatSecret(secret)), 0o600); err != nil {
		t.Fatal(err)
	}
	environment := func(name string) string {
		return map[string]string{"FOOTBRIDGE_MASTER_KEY": crypt.FormatSecret(secret)}[name]
	}
	for _, c := range []Config{
		{Database: "postgres://h/d", KeyFile: file},
		Config{Database: "postgres://h/d"}.FromEnvironment(environment),
	} {
		if got, err := c.MasterSecret(); err != nil || !bytes.Equal(got, secret) {
			t.Errorf("%v", err)
		}
	}
	if _, err := (Config{Database: "postgres://h/d"}).MasterSecret(); fault.KeyOf(err) != "config.key.missing" {
		t.Errorf("%v", err)
	}
}
