package main

import (
	"context"
	"log/slog"
	"os"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/config"
)

// A place is where the data is: the flags that every command which opens it shares.
type place struct {
	Data     string   `type:"path" placeholder:"FOLDER" env:"FOOTBRIDGE_DATA" help:"Where the embedded database and its master key are."`
	Database string   `placeholder:"URL" env:"FOOTBRIDGE_DATABASE" help:"A PostgreSQL database instead, as postgres://…"`
	PlainTo  []string `name:"plain-to" placeholder:"HOST" env:"FOOTBRIDGE_PLAIN_TO" help:"A database or mail server off this machine that may be spoken to without TLS."`
	Key      string   `type:"path" placeholder:"FILE" env:"FOOTBRIDGE_MASTER_KEY_FILE" help:"With --database: the master key's file. The key itself can be in FOOTBRIDGE_MASTER_KEY."`
}

// config is the place as the rest of the program takes it.
func (p place) config() config.Config {
	return config.Config{Data: p.Data, Database: p.Database, KeyFile: p.Key, PlainTo: p.PlainTo}.FromEnvironment(os.Getenv)
}

// open opens data that is there already.
func (p place) open(c config.Config, log *slog.Logger) (*kernel.Kernel, error) {
	return p.opened(c, kernel.Config{Log: log})
}

func (p place) opened(c config.Config, as kernel.Config) (*kernel.Kernel, error) {
	if err := c.Check(); err != nil {
		return nil, misuse{err}
	}
	if err := c.CheckThere(); err != nil {
		return nil, err
	}
	as.Database, as.Keys = c.URL(), c.MasterSecrets
	return kernel.Open(as)
}

// with opens data that fits this program, and closes it after do.
func (p place) with(ctx context.Context, t terminal, do func(*kernel.Kernel) error) (err error) {
	return p.withAs(ctx, kernel.Config{Log: quiet(t)}, do)
}

func (p place) withAs(ctx context.Context, as kernel.Config, do func(*kernel.Kernel) error) (err error) {
	k, err := p.opened(p.config(), as)
	if err != nil {
		return err
	}
	defer closing(k, &err)
	if err := k.CheckFit(ctx); err != nil {
		return err
	}
	return do(k)
}

// closing closes k; an error in closing is told when there is no other.
func closing(k *kernel.Kernel, err *error) {
	if failed := k.Close(); *err == nil {
		*err = failed
	}
}

// quiet is the log of commands that somebody is watching: warnings, in words.
func quiet(t terminal) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Err, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
