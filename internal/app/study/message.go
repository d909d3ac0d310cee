package study

import (
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/jobs"
)

// Messages are those that the changes of studies ask for: an assessor hears that
// there is somebody to call, and not whom.
func Messages() []post.Message {
	return []post.Message{{Kind: jobs.NoticeFollowUp, Key: "message.follow_up", Page: "/follow-up"}}
}
