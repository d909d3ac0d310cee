package story

import (
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

// Kinds and sources, short enough for a table.
const (
	ward     = programme.HospitalAdmission
	house    = programme.CrisisHouse
	dayUnit  = programme.AcuteDayUnit
	caseload = programme.CrisisCaseload

	record   = outcome.SourceRecord
	told     = outcome.SourceSelfReport
	referrer = outcome.SourceReferrer
)

// thirtyFive are the people of the closed study: 18 with visits and 17 with
// the workbook alone. In the six months after the planned ten weeks (days 70
// to some 253) two and nine of them needed acute care again. What fell before,
// after, or was never confirmed is there too, and must not be counted.
func thirtyFive() []subject {
	return []subject{
		{name: "Abiola Fashanu", team: northTeam, arm: WithVisits, joined: 845},
		{name: "Agnieszka Wrońska", team: southTeam, arm: WithVisits, joined: 838,
			needed: []episode{{kind: caseload, from: 96, to: 117, source: record}}},
		{name: "Aidan O'Hanlon", team: northTeam, arm: WithVisits, joined: 832},
		{name: "Alma Rosenthal", team: southTeam, arm: WithVisits, joined: 825,
			needed: []episode{{kind: house, from: 21, to: 27, source: told}}},
		{name: "Balwinder Gill", team: northTeam, arm: WithVisits, joined: 811},
		{name: "Bronwen Maddocks", team: northTeam, arm: WithVisits, joined: 804},
		{name: "Carlos Ferreira", team: southTeam, arm: WithVisits, joined: 790,
			needed: []episode{{kind: caseload, from: 150, to: 158, source: told, doubtful: true}}},
		{name: "Dagny Sørensen", team: northTeam, arm: WithVisits, joined: 783},
		{name: "Delroy Campbell", team: southTeam, arm: WithVisits, joined: 771, withdrew: 690},
		{name: "Eleni Papadaki", team: northTeam, arm: WithVisits, joined: 762},
		{name: "Esme Hartwell", team: southTeam, arm: WithVisits, joined: 750},
		{name: "Faisal Choudhury", team: northTeam, arm: WithVisits, joined: 741,
			needed: []episode{{kind: ward, from: 203, to: 231, source: record}}},
		{name: "Gwen Tregear", team: southTeam, arm: WithVisits, joined: 730},
		{name: "Hamza Siddiqui", team: northTeam, arm: WithVisits, joined: 722,
			needed: []episode{{kind: caseload, from: 301, to: 320, source: referrer}}},
		{name: "Imogen Stace", team: southTeam, arm: WithVisits, joined: 709},
		{name: "Jerzy Nowicki", team: northTeam, arm: WithVisits, joined: 698},
		{name: "Kofi Asante", team: southTeam, arm: WithVisits, joined: 690,
			needed: []episode{{kind: dayUnit, from: 110, to: 124, source: record, mistaken: true}}},
		{name: "Lowri Pugh", team: northTeam, arm: WithVisits, joined: 681},

		{name: "Adaeze Nwosu", team: southTeam, arm: WorkbookAlone, joined: 842,
			needed: []episode{{kind: caseload, from: 81, to: 102, source: record}}},
		{name: "Barnaby Crouch", team: northTeam, arm: WorkbookAlone, joined: 835},
		{name: "Catalina Mureșan", team: southTeam, arm: WorkbookAlone, joined: 828,
			needed: []episode{{kind: ward, from: 133, to: 171, source: record}}},
		{name: "Dilip Joshi", team: northTeam, arm: WorkbookAlone, joined: 815,
			needed: []episode{{kind: caseload, from: 65, to: 77, source: record}}},
		{name: "Edith Barraclough", team: southTeam, arm: WorkbookAlone, joined: 801},
		{name: "Farzana Begum", team: northTeam, arm: WorkbookAlone, joined: 794,
			needed: []episode{{kind: house, from: 190, to: 196, source: told},
				{kind: ward, from: 196, to: 214, source: record}}},
		{name: "Gareth Lloyd-Owen", team: southTeam, arm: WorkbookAlone, joined: 786,
			needed: []episode{{kind: caseload, from: 12, to: 33, source: record}}},
		{name: "Ifeoma Uche", team: northTeam, arm: WorkbookAlone, joined: 774},
		{name: "Jaspreet Bains", team: southTeam, arm: WorkbookAlone, joined: 766,
			needed: []episode{{kind: dayUnit, from: 224, to: 241, source: record}}},
		{name: "Keeley Drummond", team: northTeam, arm: WorkbookAlone, joined: 755,
			needed: []episode{{kind: caseload, from: 89, to: 120, source: record}, {kind: caseload, from: 240, to: 262,
				source: referrer}}},
		{name: "László Varga", team: southTeam, arm: WorkbookAlone, joined: 744},
		{name: "Marisol Vega", team: northTeam, arm: WorkbookAlone, joined: 733,
			needed: []episode{{kind: ward, from: 158, to: 181, source: record}}},
		{name: "Nathaniel Bright", team: southTeam, arm: WorkbookAlone, joined: 720, withdrew: 390,
			needed: []episode{{kind: caseload, from: 290, to: 304, source: record}}},
		{name: "Olwen Parry", team: northTeam, arm: WorkbookAlone, joined: 711,
			needed: []episode{{kind: caseload, from: 118, to: 130, source: record}}},
		{name: "Quentin Ashworth", team: southTeam, arm: WorkbookAlone, joined: 703},
		{name: "Ruqayyah Noor", team: northTeam, arm: WorkbookAlone, joined: 692,
			needed: []episode{{kind: house, from: 247, to: 252, source: told}}},
		{name: "Stanisław Bąk", team: southTeam, arm: WorkbookAlone, joined: 684},
	}
}

// stillFollowed are the people of the study that is open.
func stillFollowed() []subject {
	return []subject{
		{name: "Thandiwe Moyo", team: northTeam, arm: WithVisits, joined: 318,
			needed: []episode{{kind: caseload, from: 140, to: 155, source: record}}},
		{name: "Ursula Finch", team: southTeam, arm: WorkbookAlone, joined: 290},
		{name: "Moses Okonjo", team: northTeam, arm: WorkbookAlone, joined: 276},
		{name: "Petra Holm", team: southTeam, arm: WithVisits, joined: 268},
		{name: "Leonard Achebe", team: northTeam, arm: WorkbookAlone, joined: 262},
		{name: "Saoirse Nolan", team: southTeam, arm: WithVisits, joined: 259},
		{name: "Vikram Rao", team: northTeam, arm: WorkbookAlone, joined: 244,
			needed: []episode{{kind: ward, from: 77, to: 90, source: told, doubtful: true}}},
		{name: "Wilfred Sackville", team: southTeam, arm: WithVisits, joined: 201},
		{name: "Xiomara Castillo", team: northTeam, arm: WithVisits, joined: 156},
		{name: "Yasmin Aziz", team: southTeam, arm: WorkbookAlone, joined: 120,
			needed: []episode{{kind: caseload, from: 60, source: record}}},
		{name: "Zachary Poole", team: northTeam, arm: WithVisits, joined: 83},
		{name: "Ingrid Bergqvist", team: southTeam, arm: WorkbookAlone, joined: 47, withdrew: 20},
		{name: "Aurora Whitcombe", team: northTeam, arm: WithVisits, joined: 38},
		{name: "Cerys Mathias", team: southTeam, arm: WorkbookAlone, joined: 31},
		{name: "Bashir Karimi", team: northTeam, arm: WithVisits, joined: 24},
		{name: "Noor Haidari", team: southTeam, arm: WithVisits, joined: 5}, // nobody visits her yet
	}
}
