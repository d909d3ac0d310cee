package main

var viewRecord, listOfWorker, listOfTeam, findRecords, update, create func(*server, int) error
