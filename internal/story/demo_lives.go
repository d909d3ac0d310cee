package story

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// The community teams and surgeries of Heron Vale. All of it is invented.
var (
	drFarrow    = surgery("Dr Niamh Farrow", "Weymere Health Centre", "01632 960231")
	drOyelaran  = surgery("Dr Tunde Oyelaran", "The Maltings Surgery", "01632 960247")
	eastVale    = responsible("Bethan Clarke", "Community psychiatric nurse", "East Vale Recovery Team", "01632 960262")
	westVale    = responsible("Dr Arjun Menon", "Consultant psychiatrist", "West Vale Recovery Team", "01632 960275")
	bethan      = coordinator("Bethan Clarke", "01632 960262")
	farid       = coordinator("Farid Ahmadi", "01632 960278")
	nextToShops = "12a Corn Street, above the bakery"
)

// lives are the people of Heron Vale who are on their way today. Those of the
// closed study stand elsewhere.
func lives() []biography {
	return slices.Concat(waiting(), decided(), takingPart(), visitedLives(), happenedLives())
}

// waiting are those whom the lead has not decided about.
func waiting() []biography {
	return []biography{
		{given: "Amara", family: "Okonkwo-Bell", pronouns: "she/her", born: "1992-06-02", team: northTeam, left: 27,
			referred: 3, at: "15:40",
			with: []change{home("14 Tannery Row", "Heathbridge", "HV3 2QD"), eastVale, bethan}},
		{given: "Graham", family: "Oakley", born: "1968-01-19", team: southTeam, left: 30, referred: 2, at: "17:05",
			with: []change{home("3 Priory Close", "Weymere", "HV7 1AE"), landline, noEmail, drFarrow}},
		{given: "Beatriz", family: "da Conceição Lopes", known: "Bia", pronouns: "she/her", born: "1997-09-30",
			team: northTeam, left: 12, referred: 11, at: "12:15",
			with: []change{home(nextToShops, "Heathbridge", "HV3 4LP"), number(programme.NumberUnverified), drOyelaran,
				unsure("wants_to_hear", "She was tired when we spoke and asked for time. Please ring before you write.")}},
		{given: "Tomasz", family: "Łukasiewicz", known: "Tom", born: "1974-04-11", team: southTeam, left: 9,
			referred: 8, at: "09:50",
			with: []change{home("Flat 6, Ferry House", "Weymere", "HV7 5RT"), number(programme.NumberNone), noGP,
				westVale, farid}},
		{given: "Maureen", family: "Pettifer", born: "1955-02-28", team: southTeam, left: 6, referred: 5, at: "14:30",
			with: []change{home("Orchard Cottage, Mill Lane", "Lower Weymere", "HV8 3NN"), noPhone, noEmail, drFarrow,
				homeNote("The dog is called Biscuit and is all noise. Ring the upper bell: the lower one does nothing.",
					"Maureen, on the last visit", 120)}},
		{given: "Yusuf", family: "Adeyemi-Clarke", pronouns: "he/him", born: "2000-03-17", team: northTeam, left: 4,
			referred: 4, at: "10:20",
			with: []change{noFixedAddress("At the Lantern day centre on Mondays and Thursdays before noon; staff there know to pass a message on"), number(programme.NumberUnverified), eastVale}},
		{given: "Siân", family: "Prys-Roberts", pronouns: "she/her", born: "1985-11-05", team: northTeam, left: 3,
			referred: 2, at: "16:45",
			with: []change{home("27 Kestrel Gardens", "Heathbridge", "HV3 8BW"),
				prefers(programme.ChannelEmail), eastVale, bethan,
				unsafeVoicemail("A former partner may still be able to hear her messages and see her texts. E-mail is hers alone."),
				homeNote("Please don't wait outside the house or ask the neighbours for her. Arrange to meet at the library first.",
					"Siân and the team's notes", 60)}},
		{given: "Devinder", family: "Kaur Sandhu", pronouns: "she/her", born: "1963-08-23", team: southTeam, left: 2,
			referred: 1, at: "11:10",
			with: []change{home("51 Station Road", "Weymere", "HV7 2GF"), landline, drFarrow,
				unsure("out_of_area", "She may move in with her son, just over the county line. He isn't sure of the date.")}},
		{given: "Kit", family: "Marlowe", pronouns: "they/them", born: "2007-05-08", team: northTeam, left: 1,
			referred: 1, at: "18:20",
			with: []change{home("Room 4, The Old School House", "Heathbridge", "HV3 1TT"),
				prefers(programme.ChannelText), drOyelaran}},
		{given: "Hồng", family: "Nguyễn", born: "1988-12-12", team: southTeam, left: -3, referred: 1, at: "13:35",
			with: []change{home("8 Wharf View", "Weymere", "HV7 6DD"), drFarrow, prefers(programme.ChannelText)}},
		{given: "Zeynep", family: "Yıldırım", pronouns: "she/her", born: "1981-07-21", team: northTeam, left: 5,
			lately: 50 * time.Minute,
			with:   []change{home("19 Bellfounders Way", "Heathbridge", "HV3 9CC"), westVale, farid}},
	}
}

// decided are those whom the lead has accepted, and nobody has invited yet; or
// declined.
func decided() []biography {
	return []biography{
		{given: "Rosalind", family: "Achterberg", known: "Roz", born: "1979-10-02", team: northTeam, left: 16, referred: 15,
			at: "10:05", decided: 13,
			with: []change{home("2 Curriers Court", "Heathbridge", "HV3 5HK"), drOyelaran}},
		{given: "Tolly", family: "Green", pronouns: "he/him", born: "2003-02-14", team: southTeam, left: 14, referred: 13,
			at: "15:15", decided: 12,
			with: []change{home("The Boathouse, Towpath", "Lower Weymere", "HV8 1AB"), prefers(programme.ChannelText), drFarrow,
				unsure("out_of_area", "He lives on a narrowboat and is at Lower Weymere until the spring.")}},
		{given: "Mohammed", family: "Iqbal Hussain", born: "1993-01-27", team: northTeam, left: 10, referred: 9,
			at: "09:35", decided: 7,
			with: []change{home("88 Foundry Street", "Heathbridge", "HV3 7YY"), eastVale, bethan}},
		{given: "Fionnuala", family: "Ní Dhálaigh", known: "Nuala", pronouns: "she/her", born: "1970-05-16", team: southTeam,
			left: 8, referred: 7, at: "12:50", decided: 2,
			with: []change{home("5 Abbot's Walk", "Weymere", "HV7 3PS"), landline, drFarrow,
				homeNote("Two steps up to the door and no rail. The key safe is for her carers only.",
					"The team's occupational therapist", 200)}},
		{given: "Ian", family: "Redfern", born: "1987-03-03", team: northTeam, left: 20, referred: 18, at: "16:00",
			decided: 17, reason: "out_of_area",
			with: []change{home("40 Quayside", "Port Ansel", "QX1 4EE"), answers("out_of_area", programme.Yes,
				"He went back to Port Ansel on the day he left.")}},
		{given: "Chukwuemeka", family: "Eze", known: "Emeka", born: "1998-06-29", team: southTeam, left: 24, referred: 22,
			at: "11:45", decided: 20, reason: "back_in_acute_care",
			with: []change{home("17 Millstream Road", "Weymere", "HV7 4QL"), westVale}},
		{given: "Patricia", family: "Lovelock", known: "Pat", born: "1960-09-09", team: northTeam, left: 15, referred: 14,
			at: "14:10", decided: 12, reason: "no_contact_wanted",
			with: []change{home("33 Tannery Row", "Heathbridge", "HV3 2QD"), landline, noEmail, drOyelaran}},
		{given: "Oksana", family: "Melnyk", pronouns: "she/her", born: "1994-12-01", team: southTeam, left: 18, referred: 17,
			at: "10:30", decided: 15,
			reason: "no_room", note: "Nobody who speaks Ukrainian has room before the last workable start. Passed to the recovery college with her agreement.",
			with: []change{home("Flat 2, Ferry House", "Weymere", "HV7 5RT"), number(programme.NumberUnverified), drFarrow}},
	}
}

// takingPart are those who were invited and chose.
func takingPart() []biography {
	return []biography{
		{given: "Winston", family: "Braithwaite", pronouns: "he/him", born: "1965-04-04", team: northTeam, left: 19,
			referred: 18, at: "13:20", decided: 16,
			then: []turn{{12, pathway.EventInvite, ""}}, key: "participant-invited", try: "demo.try.participant_invited",
			with: []change{home("21 Chapel Rise", "Heathbridge", "HV3 6MV"), drOyelaran}},
		{given: "Priya", family: "Raghunathan", pronouns: "she/her", born: "1990-02-18", team: southTeam, left: 17,
			referred: 16, at: "17:30", decided: 14,
			then: []turn{{9, pathway.EventInvite, ""}}, with: []change{home("64 Station Road", "Weymere", "HV7 2GF"),
				prefers(programme.ChannelEmail), drFarrow}},
		{given: "Hannah", family: "Steinberg", pronouns: "she/her", born: "2002-08-08", team: northTeam, left: 11,
			referred: 10, at: "11:55", decided: 8,
			then: []turn{{3, pathway.EventInvite, ""}}, with: []change{home("7 Library Mews", "Heathbridge", "HV3 1DA"),
				eastVale, bethan, unsure("can_consent", "She was still very muddled on the Friday. Better by Sunday.")}},
		{given: "Colin", family: "Tremlett", born: "1976-06-06", team: southTeam, left: 26, referred: 25,
			at: "09:25", decided: 22,
			then: []turn{{18, pathway.EventInvite, ""},
				{12, pathway.EventSayNo, "He would rather go back to his allotment group and see how that goes."}},
			with: []change{home("Plot House, Long Acre", "Lower Weymere", "HV8 2JJ"), landline, drFarrow}},
		{given: "Nkechi", family: "Obi", pronouns: "she/her", born: "1984-10-10", team: northTeam, left: 33, referred: 32,
			at: "15:05", decided: 30,
			then: []turn{{26, pathway.EventInvite, ""}, {21, pathway.EventConsent, ""}}, visits: &visiting{worker: ashMurray,
				matched: 20, first: 18, at: "10:00", moved: []int{2}, uncopied: []int{3},
				own: []wish{{days: 1, at: "08:15", session: 5, reason: "My mum is staying that week."}}}, key: "participant",
			try: "demo.try.participant",
			with: []change{home("9 Bellfounders Way", "Heathbridge", "HV3 9CC"), eastVale, bethan,
				homeNote("The bell is on the left, under the ivy. The cat may come out with you; she goes back in by herself.",
					"Nkechi, when she was referred", 90)}},
		{given: "Samir", family: "Haddad", pronouns: "he/him", born: "1995-05-25", team: northTeam, left: 29, referred: 28,
			at: "10:50", decided: 26,
			then: []turn{{22, pathway.EventInvite, ""}, {15, pathway.EventConsent, ""}}, visits: &visiting{worker: bronwenTate,
				matched: 14, first: 12, at: "14:00", missed: []int{2}, another: 1},
			with: []change{home("Flat 11, Curriers Court", "Heathbridge", "HV3 5HK"), drOyelaran}},
		{given: "Alasdair", family: "MacIntyre", born: "1957-01-30", team: southTeam, left: 38, referred: 36,
			at: "14:40", decided: 34,
			then: []turn{{29, pathway.EventInvite, ""}, {24, pathway.EventConsent, ""}}, visits: &visiting{worker: ashMurray,
				matched: 23, first: 21, at: "11:00", cancelled: []int{3},
				own: []wish{{days: 2, at: "16:40", session: 5, off: true}}},
			with:     []change{home("1 Lock Keeper's Row", "Weymere", "HV7 6DD"), landline, noEmail, westVale, farid},
			byNumber: true},
		{given: "Megan", family: "Thistlewood", pronouns: "she/her", born: "1999-07-07", team: northTeam, left: 23,
			referred: 22, at: "16:25", decided: 19,
			then: []turn{{14, pathway.EventInvite, ""}, {5, pathway.EventConsent, ""}},
			with: []change{home("46 Kestrel Gardens", "Heathbridge", "HV3 8BW"), drOyelaran}},
		{given: "Joy", family: "Mensah", pronouns: "she/her", born: "1982-03-23", team: southTeam, left: 47, referred: 45,
			at: "12:00", decided: 43,
			then: []turn{{38, pathway.EventInvite, ""}, {33, pathway.EventConsent, ""}, {6, pathway.EventWithdrawFromVisits,
				"She has gone back to work and the evenings are taken. She is keeping the workbook."}},
			visits: &visiting{worker: deleAkande, matched: 32, first: 30, at: "16:00", until: 6},
			key:    "participant-without-visits", try: "demo.try.participant_without_visits",
			with: []change{home("30 Wharf View", "Weymere", "HV7 6DD"), drFarrow}},
		{given: "Rhys", family: "Bevan", pronouns: "he/him", born: "1989-11-28", team: northTeam, left: 52, referred: 51,
			at: "13:00", decided: 49,
			then:   []turn{{44, pathway.EventInvite, ""}, {40, pathway.EventConsent, ""}, {16, pathway.EventWithdraw, ""}},
			visits: &visiting{worker: deleAkande, matched: 39, first: 37, at: "09:30", until: 16, uncopied: []int{3}},
			again:  &comeback{team: southTeam, left: 5, referred: 4, at: "15:20", decided: 3, invited: 2},
			with:   []change{home("72 Foundry Street", "Heathbridge", "HV3 7YY"), eastVale}},
	}
}

// livesElsewhere are the people of the second organisation. One has the name
// and the birth date of somebody in Heron Vale: neither side may learn of it.
func livesElsewhere() []biography {
	return []biography{
		{given: "Winston", family: "Braithwaite", pronouns: "he/him", born: "1965-04-04", team: coastTeam, left: 8,
			referred: 7, at: "11:00",
			with: []change{home("2 Harbour Steps", "Saltmarsh", "QX4 1AA")}},
		{given: "Demelza", family: "Pascoe", born: "1986-09-14", team: coastTeam, left: 13, referred: 12, at: "15:25",
			decided: 10, with: []change{home("Lifeboat Cottage", "Saltmarsh", "QX4 2BC")}},
		{given: "Ngozi", family: "Whitfield", born: "1973-05-19", team: coastTeam, left: 3, referred: 3, at: "10:10",
			with: []change{home("58 Marram Avenue", "Saltmarsh", "QX4 7DE"), noEmail}},
		{given: "Leon", family: "Fitzgerald", born: "2001-12-24", team: coastTeam, left: 5, referred: 4, at: "09:15",
			with: []change{home("The Net Loft, Quay Lane", "Saltmarsh", "QX4 1AF")}},
	}
}
