package config

import "testing"

func TestTheRoomOnTheDiskIsThatOfTheEmbeddedDatabase(t *testing.T) {
	if (Config{Database: "postgres://db"}).Free() != nil {
		t.Error("the room of another machine's disk is known")
	}
	free := Config{Data: t.TempDir()}.Free()
	if n, err := free(); err != nil || n <= 0 {
		t.Errorf("%d bytes are free: %v", n, err)
	}
}
