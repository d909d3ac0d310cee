package arch

import (
	"strings"
	"testing"
)

// rules are held by the whole tree; each example must break its rule, and each
// counter-example keep it.
var rules = []struct {
	name  string
	check func([]file) []string
	bad   []file
	good  []file
}{
	{"imports run inward only", ringRule, []file{
		source("internal/stats/x.go", "package stats\nimport _ \"footbridge.org/footbridge/internal/trial\""),
		source("internal/fault/x.go", "package fault\nimport _ \"footbridge.org/footbridge/internal/say\""),
		source("internal/programme/x.go", "package programme\nimport _ \"footbridge.org/footbridge/internal/store\""),
		source("internal/ledger/x.go", "package ledger\nimport _ \"footbridge.org/footbridge/internal/programme\""),
		source("internal/life/x.go", "package life\nimport _ \"footbridge.org/footbridge/internal/course\""),
		source("internal/pathway/x.go", "package pathway\nimport _ \"footbridge.org/footbridge/internal/life\""),
		source("internal/course/x.go", "package course\nimport _ \"footbridge.org/footbridge/internal/outcome\""),
		source("internal/safety/x.go", "package safety\nimport _ \"footbridge.org/footbridge/internal/course\""),
		source("internal/crypt/x.go", "package crypt\nimport _ \"footbridge.org/footbridge/internal/authz\""),
		source("internal/app/care/x.go", "package care\nimport _ \"footbridge.org/footbridge/internal/store\""),
		source("internal/app/care/x.go", "package care\nimport _ \"footbridge.org/footbridge/internal/store/rows\""),
		source("internal/app/care/x.go", "package care\nimport _ \"footbridge.org/footbridge/internal/app/people\""),
		source("internal/web/course/x.go", "package course\nimport _ \"footbridge.org/footbridge/internal/web/people\""),
		source("internal/web/x.go", "package web\nimport _ \"footbridge.org/footbridge/internal/store\""),
		source("internal/interop/fhir/x.go", "package fhir\nimport _ \"footbridge.org/footbridge/internal/store\""),
		source("internal/app/kernel/x.go", "package kernel\nimport _ \"footbridge.org/footbridge/internal/web\""),
		source("internal/attic/x.go", "package attic"),
	}, []file{
		source("internal/stats/x.go", "package stats\nimport _ \"footbridge.org/footbridge/internal/programme\""),
		source("internal/course/x.go", "package course\nimport _ \"footbridge.org/footbridge/internal/life\""),
		source("internal/outcome/x.go", "package outcome\nimport _ \"footbridge.org/footbridge/internal/course\""),
		source("internal/app/kernel/x.go", "package kernel\nimport _ \"footbridge.org/footbridge/internal/store\""),
		source("internal/app/care/x.go", "package care\nimport _ \"footbridge.org/footbridge/internal/app/kernel\""),
		source("internal/report/x.go", "package report\nimport _ \"footbridge.org/footbridge/internal/store\""),
		source("internal/web/x.go", "package web\nimport _ \"footbridge.org/footbridge/internal/web/course\""),
		source("internal/web/course/x.go", "package course\nimport _ \"footbridge.org/footbridge/internal/app/care\""),
		source("internal/stats/x_test.go", "package stats\nimport _ \"footbridge.org/footbridge/internal/trial\""),
	}},
	{"the inner rings are pure", pureRule, []file{
		source("internal/programme/x.go", "package programme\nimport _ \"net/http\""),
		source("internal/safety/x.go", "package safety\nimport _ \"database/sql\""),
		source("internal/id/x.go", "package id\nimport _ \"os\""),
	}, []file{
		source("internal/store/x.go", "package store\nimport _ \"database/sql\""),
	}},
	{"only crypt holds ciphers", cipherRule, []file{
		source("internal/store/x.go", "package store\nimport _ \"crypto/aes\""),
		source("internal/app/kernel/x.go", "package kernel\nimport _ \"github.com/tink-crypto/tink-go/v2/aead\""),
	}, []file{
		source("internal/crypt/x.go", "package crypt\nimport _ \"crypto/hpke\""),
		source("internal/identity/x.go", "package identity\nimport _ \"crypto/sha256\""),
	}},
	{"the program starts no other and digests nothing with what is broken", refusedRule, []file{
		source("internal/app/care/x.go", "package care\nimport _ \"os/exec\""),
		source("internal/store/x.go", "package store\nimport _ \"crypto/sha1\""),
	}, []file{
		source("internal/store/storetest/x.go", "package storetest\nimport _ \"os/exec\""),
		source("internal/store/x_test.go", "package store\nimport _ \"os/exec\""),
		source("bench/x.go", "package main\nimport _ \"os/exec\""),
	}},
	{"time is injected", clockRule, []file{
		source("internal/app/care/x.go", "package care\nimport \"time\"\nvar now = time.Now()"),
		source("internal/web/x.go", "package web\nimport clock \"time\"\nvar now = clock.Now"),
		source("internal/jobs/x.go",
			"package jobs\nimport \"time\"\nfunc f(t time.Time) time.Duration { return time.Since(t) }"),
	}, []file{
		source("internal/app/kernel/x.go", "package kernel\nimport \"time\"\nvar now = time.Now"),
		source("internal/jobs/x_test.go", "package jobs\nimport \"time\"\nvar now = time.Now()"),
	}},
	{"every word on a screen stands in the catalogue", wordsRule, []file{
		source("internal/web/templates/pages/x.html", "<h1>Hello there</h1>"),
		source("internal/web/templates/pages/x.html", `<p>{{.A}} of {{.B}}</p>`),
		source("internal/web/templates/pages/x.html", `<nav aria-label="Main places"></nav>`),
		source("internal/web/course/x.go", `package course
var x = ui.Button{Label: "Save it"}`),
		source("internal/web/course/x.go", `package course
var x = ui.Notice{Texts: []string{"Saved"}}`),
	}, []file{
		source("internal/web/templates/pages/x.html", `<h1>{{say "a.title"}}</h1><p class="fb-lead">{{.Text}}: {{if eq .A "two words"}}({{.N}}){{end}}</p>`),
		source("internal/web/course/x.go", `package course
var x = ui.Button{Label: v.Say("care.save"), Name: "go on"}`),
	}},
	{"no math/rand", randomRule, []file{
		source("internal/trial/x.go", "package trial\nimport _ \"math/rand\""),
		source("internal/story/x.go", "package story\nimport _ \"math/rand/v2\""),
	}, nil},
	{"names say what a thing is", nameRule, []file{
		source("internal/util/x.go", "package util"),
		source("internal/web/helpers/x_test.go", "package helpers_test"),
		source("internal/report/x.go", "package report\nfunc GetVisit() {}"),
		source("internal/report/x.go", "package report\ntype T int\nfunc (T) GetName() {}"),
	}, []file{
		source("internal/report/x.go", "package report\nfunc Getting() {}\nfunc Get() {}\nfunc getVisit() {}"),
	}},
	{"every package says what it owns and refuses", docRule, []file{
		source("internal/report/x.go", "package report"),
		source("internal/report/x.go", "// Package report owns read models\npackage report"),
	}, []file{
		source("internal/report/x.go", "// Package report owns read models. It refuses to write.\npackage report"),
	}},
	{"a page's fields have types", looseFieldRule, []file{
		source("internal/web/course/x.go", "package course\ntype visitView struct { Rows any }"),
		source("internal/web/course/x.go", "package course\ntype visitView struct { Rows []interface{} }"),
		source("internal/web/course/x.go", "package course\ntype visitView struct { Rows map[string]any }"),
	}, []file{
		source("internal/web/course/x.go", "package course\ntype visitView struct { Rows []string }"),
	}},
	{"every message key has a sentence", keyRule, []file{
		source("internal/app/care/x.go",
			"package care\nimport \"footbridge.org/footbridge/internal/fault\"\nvar e = fault.New(fault.Denied, \"never.said\")"),
		source("internal/app/care/x.go",
			"package care\nimport \"footbridge.org/footbridge/internal/fault\"\nvar e = fault.Wrap(fault.Denied, \"never.said\", nil)"),
		source("internal/app/care/x.go",
			"package care\nimport \"footbridge.org/footbridge/internal/fault\"\nvar e = fault.Problem{Field: \"x\", Key: \"never.said\"}"),
		source("internal/programme/x.go",
			"package programme\nfunc f(p problems) { p.If(true, \"outcome\", \"never.said\") }\ntype problems interface{ If(bool, string, string) }"),
		source("internal/web/course/x.go",
			"package course\nfunc f(v voice) string { return v.Say(\"never.said\") }\ntype voice interface{ Say(string) string }"),
		source("internal/web/templates/pages/x.html", `<p>{{say "never.said"}}</p>`),
	}, []file{
		source("internal/web/templates/pages/x.html", `<p>{{say "fault.absent"}}</p>`),
	}},
	{"templates hold no style, script or map", templateRule, []file{
		source("internal/web/templates/pages/x.html", `{{template "input" (dict "Name" "x")}}`),
		source("internal/web/templates/pages/x.html", `<p style="color: red">`),
		source("internal/web/templates/pages/x.html", "<p class=\"{{.Class}}\"\nstyle='color: red'>"),
		source("internal/web/templates/pages/x.html", `<button onclick="go()">`),
		source("internal/web/templates/pages/x.html", `<style>p { color: red }</style>`),
		source("internal/web/templates/pages/x.html", `<script>go()</script>`),
		source("internal/web/templates/pages/x.html", `<a href="javascript:go()">`),
	}, []file{
		source("internal/web/templates/pages/x.html", `<script src="{{static "x.js"}}" defer></script><p>style="mine" onwards = on</p>`),
	}},
	{"no file is too long", lengthRule, []file{
		{path: "internal/web/templates/pages/x.html", text: lines(501)},
	}, []file{
		{path: "internal/web/templates/pages/x.html", text: lines(500)},
		{path: "internal/stats/testdata/x.sql", text: lines(501)},
	}},
	{"no line of Go is too wide", widthRule, []file{
		source("internal/stats/x.go", "package stats\n\n// "+strings.Repeat("w", 118)),
		source("internal/stats/x.go", "package stats\n\nvar x = f("+strings.Repeat("\"word\", ", 15)+"1)"),
		source("internal/stats/x.go", "package stats\n\nvar x = [][]int{\n{"+strings.Repeat("1000, ", 20)+"},\n}"),
		source("internal/stats/x_test.go", "package stats\n\nvar x = []int{\n"+strings.Repeat("1000, ", 21)+"\n}"),
	}, []file{
		source("internal/stats/x.go", "package stats\n\n// "+strings.Repeat("w", 117)),
		source("internal/stats/x.go", "package stats\n\n// "+strings.Repeat("ß", 117)),
		source("internal/stats/x.go", "package stats\n\nvar x = \""+strings.Repeat("w", 120)+"\""),
		source("internal/stats/x.go", "package stats\n\nvar x = `\nshort\n"+strings.Repeat("w", 121)+"\n`"),
		source("internal/stats/x.go",
			"package stats\n\ntype x struct {\nY int `json:\"y\"` // "+strings.Repeat("w", 120)+"\n}"),
		source("internal/stats/x_test.go", "package stats\n\nvar x = [][]int{\n{"+strings.Repeat("1000, ", 20)+"},\n}"),
	}},
	{"no registry is named", registryRule, []file{
		{path: "Dockerfile", text: "ENV GOPROXY=https://proxy." + "golang.org"},
		{path: "tools/look/package-lock.json", text: "https://registry." + "npmjs.org/sass"},
	}, nil},
	{"no promises in comments", promiseRule, []file{
		{path: "internal/web/static/x.js", text: "// TO" + "DO: later"},
		{path: "docs/x.md", text: "FIX" + "ME"},
	}, []file{
		{path: "internal/web/static/files/footbridge.js", text: "TO" + "DO"},
	}},
}

func lines(n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = '\n'
	}
	return string(text)
}

func TestTheTreeKeepsTheRules(t *testing.T) {
	files := readTree(t)
	if len(files) < 50 {
		t.Fatalf("only %d files were found", len(files))
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			for _, problem := range r.check(files) {
				t.Error(problem)
			}
		})
	}
}

func TestEveryRuleCanFail(t *testing.T) {
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			if len(r.bad) == 0 {
				t.Error("nothing shows that this rule can fail")
			}
			for i, f := range r.bad {
				if len(r.check([]file{f})) == 0 {
					t.Errorf("bad example %d went by: %s\n%s", i, f.path, f.text)
				}
			}
			for i, f := range r.good {
				for _, problem := range r.check([]file{f}) {
					t.Errorf("good example %d is refused: %s", i, problem)
				}
			}
		})
	}
}
