package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/config"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/story"
)

type serveCommand struct {
	place
	mailFlags
	backupFlags
	Addr         string         `default:"127.0.0.1:8080" placeholder:"HOST:PORT" env:"FOOTBRIDGE_ADDR" help:"Where to listen, ${default} if you don't say; port 0 picks a free one."`
	Base         string         `placeholder:"URL" env:"FOOTBRIDGE_BASE" help:"The address that people type, as https://footbridge.example.org."`
	Proxy        []netip.Prefix `placeholder:"NETWORK" env:"FOOTBRIDGE_PROXY" help:"The proxies before it, as 127.0.0.1/32: only these say where a request comes from."`
	KeepFree     int64          `default:"268435456" placeholder:"BYTES" env:"FOOTBRIDGE_KEEP_FREE" help:"How much of the embedded database's disk is kept free: below that no changes are taken, and reading goes on. ${default} if you don't say."`
	Organisation string         `placeholder:"NAME" group:"First run" help:"The organisation's name."`
	AdminName    string         `placeholder:"NAME" group:"First run" help:"The first administrator's name."`
	AdminEmail   string         `placeholder:"EMAIL" group:"First run" help:"Their email address."`
	Programme    string         `default:"crisis-peer-support" placeholder:"KEY" group:"First run" help:"The programme that the organisation offers, ${default} if you don't say."`
}

// mailFlags say how messages leave. The password is in FOOTBRIDGE_SMTP_PASSWORD.
type mailFlags struct {
	MailServer   string `placeholder:"HOST[:PORT]" env:"FOOTBRIDGE_SMTP" group:"Mail" help:"The mail server; without one, messages wait."`
	MailSecurity string `default:"starttls" enum:"starttls,tls,none" env:"FOOTBRIDGE_SMTP_SECURITY" group:"Mail" help:"How the connection to it is kept private: starttls, tls or none."`
	MailFrom     string `placeholder:"EMAIL" env:"FOOTBRIDGE_SMTP_FROM" group:"Mail" help:"The address that messages come from."`
	MailFromName string `default:"Footbridge" placeholder:"NAME" env:"FOOTBRIDGE_SMTP_FROM_NAME" group:"Mail" help:"The name before it."`
	MailAccount  string `placeholder:"NAME" env:"FOOTBRIDGE_SMTP_ACCOUNT" group:"Mail" help:"The account at the mail server; its password is read from FOOTBRIDGE_SMTP_PASSWORD."`
}

func (serveCommand) Help() string {
	return `Example: footbridge serve --data /srv/footbridge --base https://footbridge.example.org

The first run asks for the organisation and its first administrator, or takes
them from flags, and prints a link with which the administrator signs in once.
Footbridge speaks plain HTTP: put a server that speaks TLS before it, and name it
with --proxy.`
}

// Run serves until ctx ends.
func (c serveCommand) Run(ctx context.Context, t terminal) (err error) {
	where := c.settings()
	if err := where.Check(); err != nil {
		return misuse{err}
	}
	mailer, err := mailerOf(where.Mail)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(t.Err, nil))
	backUp, err := c.daily(c.place, log)
	if err != nil {
		return err
	}
	l, err := listen(ctx, where.Address)
	if err != nil {
		return err
	}
	defer l.Close()
	if where.Base == "" {
		where.Base = baseOf(l)
		if err := where.Check(); err != nil { // listening to others, it is typed by them
			return misuse{err}
		}
	}
	k, err := c.prepare(ctx, where, log)
	if err != nil {
		return err
	}
	defer closing(k, &err)
	s := newService(k, mailer, where.Base, log)
	s.Proxies = c.Proxy
	if len(c.Proxy) == 0 && strings.HasPrefix(where.Base, "https://") {
		log.WarnContext(ctx, "no --proxy is named: limits of signing in are shared by everybody behind it")
	}
	if err := c.firstRun(ctx, t, s, where.Base); err != nil {
		return err
	}
	log.InfoContext(ctx, "started", "settings", where.String())
	if _, err := fmt.Fprintln(t.Out, t.Say("serve.listening", where.Base)); err != nil {
		return err
	}
	held, err := heldTo(where.Base, s.Handler())
	if err != nil {
		return err
	}
	return running{k, s.Works(), held, backUp, log}.run(ctx, l)
}

func (c serveCommand) settings() config.Config {
	where := c.config()
	where.Address, where.Base = c.Addr, strings.TrimRight(c.Base, "/")
	where.Mail.Server, where.Mail.Security = c.MailServer, c.MailSecurity
	where.Mail.From, where.Mail.FromName, where.Mail.Account = c.MailFrom, c.MailFromName, c.MailAccount
	return where
}

// prepare opens the data, made and brought forward where that is needed.
func (c serveCommand) prepare(ctx context.Context, where config.Config, log *slog.Logger) (*kernel.Kernel, error) {
	if err := where.Prepare(); err != nil {
		return nil, err
	}
	if err := where.MakeSecret(newSecret); err != nil {
		return nil, err
	}
	secrets, err := where.MasterSecrets()
	if err != nil {
		return nil, err
	}
	isDemo := func(secret []byte) bool { return bytes.Equal(secret, story.DemoSecret()) }
	if slices.ContainsFunc(secrets, isDemo) { // it is in the source, for everybody to read
		return nil, misuse{fault.New(fault.Invalid, "serve.demo_key")}
	}
	k, err := kernel.Open(kernel.Config{Database: where.URL(), Keys: where.MasterSecrets, Log: log, Free: where.Free(),
		Margin: c.KeepFree})
	if err != nil {
		return nil, err
	}
	for _, do := range []func(context.Context) error{k.Migrate, k.CheckFit, k.BeginFinding} {
		if err := do(ctx); err != nil {
			return nil, errors.Join(err, k.Close())
		}
	}
	altered, err := k.Altered(ctx)
	if err != nil {
		return nil, errors.Join(err, k.Close())
	}
	for _, what := range altered { // people are waiting for the service; verifying finds it, too
		log.ErrorContext(ctx, "the database was altered outside Footbridge", "what", what)
	}
	return k, nil
}

// firstRun sets up the organisation where there is none.
func (c serveCommand) firstRun(ctx context.Context, t terminal, s service, base string) error {
	there, err := organisations(ctx, s.Kernel)
	if err != nil || len(there) > 0 {
		return err
	}
	if _, err := content.Latest(c.Programme); err != nil {
		return misuse{errors.New(t.Say("serve.programme", c.Programme, offered()))}
	}
	in := bufio.NewScanner(t.In)
	for _, ask := range []struct {
		into *string
		key  string
	}{{&c.Organisation, "organisation"}, {&c.AdminName, "admin_name"}, {&c.AdminEmail, "admin_email"}} {
		for strings.TrimSpace(*ask.into) == "" {
			fmt.Fprint(t.Out, t.Say("serve.ask."+ask.key)+" ")
			said, there := scan(ctx, in)
			if ctx.Err() != nil {
				return fault.New(fault.Unavailable, "serve.stopped")
			}
			if !there {
				return misuse{fault.New(fault.Invalid, "serve.first_run")}
			}
			*ask.into = said
		}
	}
	o := identity.Organisation{
		ID: kernel.NewID[id.Organisation](s.Kernel, "organisation"), Name: clean.Line(c.Organisation),
		Zone: "Europe/London", Programme: c.Programme, Help: helpPack,
	}
	admin := identity.Account{
		ID: kernel.NewID[id.Account](s.Kernel, "administrator"), Name: clean.Line(c.AdminName),
		Email: clean.Line(c.AdminEmail),
	}
	secret, err := s.People.SetUpFirst(ctx, o, admin)
	if err != nil {
		return inWords(t, err)
	}
	if secret.Token == "" {
		return nil // another copy has done it
	}
	_, err = fmt.Fprintln(t.Out, t.Say("serve.first_link", admin.Name, base+"/sign-in/link/"+secret.Token))
	return err
}

// offered lists the programmes that this version brings.
func offered() string {
	var keys []string
	for _, d := range content.Programmes() {
		keys = append(keys, d.Key)
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), ", ")
}

// scan reads a line, or stops waiting for one when ctx ends: Ctrl-C at a
// question is an answer too.
func scan(ctx context.Context, in *bufio.Scanner) (line string, there bool) {
	read := make(chan bool, 1)
	go func() { read <- in.Scan() }()
	select {
	case there := <-read:
		return in.Text(), there
	case <-ctx.Done():
		return "", false
	}
}

// inWords puts problems into sentences, one a line.
func inWords(t terminal, err error) error {
	problems, ok := fault.AsProblems(err)
	if !ok {
		return err
	}
	var lines []string
	for _, p := range problems {
		lines = append(lines, t.Say(p.Key, p.Args...))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// mailerOf is how messages leave; without a server they wait.
func mailerOf(m config.Mail) (notify.Mailer, error) {
	if m.Server == "" {
		return noMail{}, nil
	}
	host, port := m.Server, 0
	if h, p, err := net.SplitHostPort(m.Server); err == nil {
		number, err := strconv.Atoi(p)
		if err != nil || number < 1 || number > 65535 {
			return nil, misuse{fault.New(fault.Invalid, "serve.mail_port")}
		}
		host, port = h, number
	}
	smtp := &notify.SMTP{
		Host: host, Port: port, Security: notify.Security(m.Security), Account: m.Account, Password: m.Password.Reveal(),
		From: m.From, FromName: m.FromName, Now: time.Now,
	}
	if problems := smtp.Check(); problems.Any() {
		return nil, misuse{fault.New(fault.Invalid, problems[0].Key)}
	}
	return smtp, nil
}

// noMail keeps messages waiting: they leave once there is a mail server.
type noMail struct{}

func (noMail) Send(context.Context, notify.Message) error {
	return fault.New(fault.Unavailable, "serve.no_mail")
}
