package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/jobs"
)

// How long a browser may take, and how long the service waits for the last
// requests when it is told to stop.
const (
	headersWithin = 10 * time.Second
	requestWithin = 60 * time.Second
	idleFor       = 2 * time.Minute
	stopWithin    = 20 * time.Second
	headersUpTo   = 32 << 10
)

// listen takes the address; port 0 is any that is free.
func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, "serve.address", err)
	}
	return l, nil
}

// baseOf is the address at which somebody on this machine reaches l.
func baseOf(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); err != nil || ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// A running service answers requests and does due work until its context ends.
type running struct {
	kernel  *kernel.Kernel
	works   map[string]kernel.Work
	handler http.Handler
	backUp  func(context.Context, *kernel.Kernel) // asked every minute; nil where no backups are made
	log     *slog.Logger
}

// spareHeap is by how many bytes the heap may grow before it is collected, beside what is in use.
// A service holds little and each page leaves some hundred kilobytes: without it, they were
// collected after every few pages, for a tenth of the processor's time.
const spareHeap = 8 << 20

// run answers on l until ctx ends; then it lets the last requests finish.
func (r running) run(ctx context.Context, l net.Listener) error {
	spare := make([]byte, spareHeap) // counts as in use; nothing is written to it, so it takes no memory
	defer runtime.KeepAlive(spare)
	server := &http.Server{
		Handler: r.handler, ReadHeaderTimeout: headersWithin, ReadTimeout: requestWithin, WriteTimeout: requestWithin,
		IdleTimeout: idleFor, MaxHeaderBytes: headersUpTo, ErrorLog: slog.NewLogLogger(r.log.Handler(), slog.LevelWarn),
	}
	var work sync.WaitGroup
	work.Go(func() { jobs.Run(ctx, r.kernel.Woken(), jobs.Sweep, r.sweep) })
	if r.backUp != nil {
		work.Go(func() { jobs.Run(ctx, nil, time.Minute, func(ctx context.Context) { r.backUp(ctx, r.kernel) }) })
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		err = server.Shutdown(last)
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	if ctx.Err() != nil {
		work.Wait()
	}
	return err
}

func (r running) sweep(ctx context.Context) {
	if _, err := r.kernel.RunDue(ctx, r.works); err != nil && ctx.Err() == nil {
		r.log.ErrorContext(ctx, "due work", "fault", fault.KeyOf(err))
	}
}
