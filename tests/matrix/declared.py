"""The matrix: every way to ask the hub, every caller, and what must come. Written by hand, read from top to bottom.

A row is a method, an address and, where one address does several things, words for what is sent. `{cove}` stands for
the latest return of Cove, `{cove.before}` for its version before, `{cove.withdrawn}` for one withdrawn;
`{forum.read}` and `{forum.meeting}` for meetings of the forum; `{cove.question}` and `{cove.query}` for what is asked
about it, `{cove.filing}` for the self-assessment of Cove, `{cove.code}` for the code of the body; `{file}` for a file
that is there. The letters at the top are the columns, the callers of `callers.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

MEANS = {
    "+": "it comes, or it is done",
    "-": "nothing is there: to the byte what an id or an address answers that nobody has",
    ">": "asked to sign in, as at an address that nobody has",
    "!": "refused, since nobody knows who asks, as for an id that nobody has",
    "0": "a page or list comes that shows nothing of it: to the byte what a name gives that nobody has",
    "x": "refused, to the byte as for what nobody has",
    "n": "led to their own account, which tells that they hold no role today, as from an address that nobody has",
    "*": "open to everybody, and the same for everybody",
}
TABLE = """
                                                                       s  n s s s n f b t o  o s s m  e n r d s  p p p p
                                                                       t  o e i p a o o i p  c m s r  d b m i o  g c r e

# Open to everybody
GET  /healthz                                                          *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /readyz                                                           *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /.well-known/jwks.json                                            *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /.well-known/security.txt                                         *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /api/v1/contracts                                                 *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /api/v1/contracts/complaints-return/2.0                           *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /api/v1/contracts/complaints-return/2.0/upgrade                   *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /api/v1/contracts/self-assessment/1.0                             *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /api/v1/contracts/independent-tier-report/1.0                     *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /api/v1/openapi.json                                              *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /static/{file}                                                    *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /sign-in                                                          *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /sign-in/provider                                                 *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /sign-in/provider/answer                                          *  * * * * * * * * *  * * * *  * * * * *  * * * *
GET  /sign-out                                                         *  * * * * * * * * *  * * * *  * * * * *  * * * *
POST /sign-in  own name and password                                   x  + + + + + + + + +  + + + +  + + + x +  x x x x
POST /sign-out                                                         +  + + + + + + + + +  + + + +  + + + + +  + + + +
GET  /metrics  with its token                                          +  + + + + + + + + +  + + + +  + + + + +  + + + +
GET  /metrics                                                          -  - - - - - - - - -  - - - -  - - - - -  - - - -

GET  /invitation                                                       *  * * * * * * * * *  * * * *  * * * * *  * * * *
POST /invitation  a link of nobody                                     *  * * * * * * * * *  * * * *  * * * * *  * * * *

# Their own account
GET  /account                                                          >  + + + + + + + + +  + + + +  + + + > >  > > > >
GET  /account/password                                                 >  + + + + + + + + +  + + + +  + + + > >  > > > >
POST /account/password  own password                                   >  + + + + + + + + +  + + + +  + + + > >  > > > >
POST /account/role  own role                                           >  x + + + + + + + +  + + + +  x x x > >  > > > >
POST /account/role  another's role                                     >  x x x x x x x x x  x x x x  x x x > >  > > > >
POST /account/sessions  own session                                    >  + + + + + + + + +  + + + +  + + + > >  > > > >
POST /account/sessions  another's session                              >  0 0 0 0 0 0 0 0 0  0 0 0 0  0 0 0 > >  > > > >

# Addresses that nobody has
GET  /nowhere                                                          >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /returns                                                          >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /returns/                                                         >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /oversight/                                                       >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /oversight/nowhere                                                >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /nowhere                                                          >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /                                                                 >  n - - - - - - - -  - - - -  n n n > >  > > > >
PUT  /returns/{cove}                                                   >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /static/nowhere.css                                               -  - - - - - - - - -  - - - -  - - - - -  - - - -
GET  /api/v1/nowhere                                                   -  - - - - - - - - -  - - - -  - - - - -  - - - -
GET  /.well-known/nowhere                                              -  - - - - - - - - -  - - - -  - - - - -  - - - -

# Pages of a period
GET  /                                                                 >  n + + + + + + + +  + + + +  n n n > >  > > > >
GET  /oversight/compliance                                             >  n + + + + - - - +  + + + +  n n n > >  > > > >
GET  /oversight/compliance.csv                                         >  n + + + + - - - +  + + + +  n n n > >  > > > >
GET  /oversight/standards                                              >  n + + + + - - - +  + + + +  n n n > >  > > > >
GET  /oversight/standards.csv                                          >  n + + + + - - - +  + + + +  n n n > >  > > > >
GET  /oversight/standards.ods                                          >  n + + + + - - - +  + + + +  n n n > >  > > > >
GET  /oversight/compliance.ods                                         >  n + + + + - - - +  + + + +  n n n > >  > > > >
GET  /oversight/compliance?explore=yes                                 >  n + + + + - - - +  + + + +  n n n > >  > > > >
GET  /oversight/comparison                                             >  n - - + + + + - +  - + + +  n n n > >  > > > >
GET  /oversight/comparison.csv                                         >  n - - + + + + - +  - + + +  n n n > >  > > > >
GET  /oversight/comparison.ods                                         >  n - - + + + + - +  - + + +  n n n > >  > > > >
GET  /oversight/comparison?explore=yes                                 >  n - - + + + + - +  - + + +  n n n > >  > > > >
GET  /oversight/themes                                                 >  n - - + + + + + +  - + + +  n n n > >  > > > >
GET  /oversight/themes.csv                                             >  n - - + + + + + +  - + + +  n n n > >  > > > >
GET  /oversight/themes.ods                                             >  n - - + + + + + +  - + + +  n n n > >  > > > >
GET  /oversight/themes?explore=yes                                     >  n - - + + + + + +  - + + +  n n n > >  > > > >
POST /oversight/_dash-update-component  page.children                  !  n + + + + - - - +  + + + +  n n n ! !  ! ! ! !
POST /oversight/_dash-update-component  page.children for comparison   !  n - - + + + + - +  - + + +  n n n ! !  ! ! ! !
POST /oversight/_dash-update-component  nobodys.children               !  n x x x x x x x x  x x x x  n n n ! !  ! ! ! !
GET  /oversight/_dash-layout                                           !  n + + + + + + + +  + + + +  n n n ! !  ! ! ! !
GET  /oversight/_dash-layout  under the page                           !  n + + + + - - - +  + + + +  n n n ! !  ! ! ! !
GET  /oversight/_dash-layout  under the page for comparison            !  n - - + + + + - +  - + + +  n n n ! !  ! ! ! !
GET  /oversight/_dash-dependencies                                     !  n + + + + + + + +  + + + +  n n n ! !  ! ! ! !
GET  /oversight/_dash-component-suites/dash/deps/react@18.3.1.min.js   !  n x x x x x x x x  x x x x  n n n ! !  ! ! ! !
GET  /oversight/_reload-hash                                           >  n + + + + + + + +  + + + +  n n n > >  > > > >
GET  /oversight/_favicon.ico                                           >  n + + + + + + + +  + + + +  n n n > >  > > > >
GET  /oversight/assets/nowhere.css                                     >  n - - - - - - - -  - - - -  n n n > >  > > > >

# What a board may ask
GET  /board                                                            >  n - - + + - + - +  - + + +  n n n > >  > > > >
GET  /board.csv                                                        >  n - - + + - + - +  - + + +  n n n > >  > > > >
GET  /board.ods                                                        >  n - - + + - + - +  - + + +  n n n > >  > > > >
GET  /board/papers                                                     >  n - - + + - + - +  - + + +  n n n > >  > > > >
POST /board/papers  write_paper                                        >  n - - + + - + - -  - + + +  n n n > >  > > > >
POST /board/papers  issue_paper                                        >  n - - + + - + - -  - + + +  n n n > >  > > > >
GET  /papers/1                                                         >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /papers/1/paper.html                                              >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /papers/1/paper.pdf                                               >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /papers/1/paper.docx                                              >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /papers/1/paper.odt                                               >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /papers/1/paper.txt                                               >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /papers/1/since                                                   >  n - - + - - + - +  - - - -  n n n > >  > > > >
POST /papers/1/since  write_paper                                      >  n - - + - - + - -  - - - -  n n n > >  > > > >
GET  /papers/2                                                         >  n - - + - + + - +  - - - -  n n n > >  > > > >
GET  /papers/2/paper.html                                              >  n - - + - + + - +  - - - -  n n n > >  > > > >
GET  /papers/2/since                                                   >  n - - + - + + - +  - - - -  n n n > >  > > > >
POST /papers/2/since  write_paper                                      >  n - - + - + + - -  - - - -  n n n > >  > > > >
GET  /papers/3                                                         >  n - - + + - + + +  - - - -  n n n > >  > > > >
GET  /papers/3/paper.html                                              >  n - - + + - + + +  - - - -  n n n > >  > > > >
GET  /papers/3/since                                                   >  n - - + + - + + +  - - - -  n n n > >  > > > >
POST /papers/3/since  write_paper                                      >  n - - + + - + - -  - - - -  n n n > >  > > > >
GET  /papers/9                                                         >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /papers/making/nobodys                                            >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /papers/making/nobodys/file                                       >  n - - - - - - - -  - - - -  n n n > >  > > > >

# What independent tiers found, and meetings with them
GET  /tier                                                             >  n - - + + - + + +  - + + +  n n n > >  > > > >
GET  /tier/{cove.code}                                                 >  n - - + + - + + +  - - - -  n n n > >  > > > >
GET  /tier/{cliff.code}                                                >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /tier/{gull.code}                                                 >  n - - + + - + - +  - + - -  n n n > >  > > > >
GET  /tier/{mill.code}                                                 >  n - - - - - - - -  - + - -  n n n > >  > > > >
GET  /tier/{tarn.code}                                                 >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /tier/{slate.code}                                                >  n - - - - - - - -  - - + +  n n n > >  > > > >
GET  /tier/{cove.code}?period=2026-27-Q1                               >  n - - + + - + + +  - - - -  n n n > >  > > > >
GET  /tier/{cove.code}/brief.html                                      >  n - - + + - + + +  - - - -  n n n > >  > > > >
GET  /tier/{cliff.code}/brief.html                                     >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /tier/{mill.code}/brief.html                                      >  n - - - - - - - -  - + - -  n n n > >  > > > >
GET  /tier/{cove.code}/brief.odt                                       >  n - - + + - + + +  - - - -  n n n > >  > > > >
POST /tier/{cove.code}  plan_tier_meeting                              >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{cove.code}?edits=0  move_tier_meeting                      >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{cove.code}?edits=0  call_off_tier_meeting                  >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{cove.code}?edits=0  record_tier_meeting                    >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{cove.code}?edits=1  add_follow_up                          >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{cove.code}?edits=2  finish_follow_up                       >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{cove.code}  issue_brief                                    >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{cliff.code}?edits=0  record_tier_meeting                   >  n - - + - - + - -  - - - -  n n n > >  > > > >
POST /tier/{gull.code}  plan_tier_meeting                              >  n - - + + - + - -  - - - -  n n n > >  > > > >
POST /tier/{mill.code}?edits=0  record_tier_meeting                    >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /tier/{cove.code}  delete                                         >  n - - - - - - - -  - - - -  n n n > >  > > > >

# Themes, which are of two bodies at least
GET  /oversight/themes.csv?table=heat-map&subject=delay                >  n - - + + + + + +  - + + +  n n n > >  > > > >
GET  /oversight/themes/challenge:delay                                 >  n - - + + + + - +  - + - -  n n n > >  > > > >
GET  /oversight/themes/challenge:delay?period=2026-27-Q1               >  n - - + + + + - +  - + - -  n n n > >  > > > >
GET  /oversight/themes/subject:delay                                   >  n - - + - - + - +  - - - -  n n n > >  > > > >
GET  /oversight/themes/challenge:money                                 >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /oversight/themes/failing:1                                       >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  confirm_theme                  >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  merge_theme                    >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  set_theme_apart                >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  rename_theme                   >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  dismiss_theme                  >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  reopen_theme                   >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  send_to_agenda                 >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/challenge:delay  take_back_from_agenda          >  n - - + + + - - -  - + - -  n n n > >  > > > >
POST /oversight/themes/subject:delay  confirm_theme                    >  n - - + - - - - -  - - - -  n n n > >  > > > >

# The forum
GET  /forum                                                            >  n + + + + + + - +  + + + +  n n n > >  > > > >
POST /forum  arrange_meeting                                           >  n - - + + + - - -  - + + +  n n n > >  > > > >
GET  /forum/{forum.read}                                               >  n + + + + + + - +  + - - -  n n n > >  > > > >
GET  /forum/{forum.read}/agenda.html                                   >  n + + + + + + - +  + - - -  n n n > >  > > > >
GET  /forum/{forum.read}/agenda.pdf                                    >  n + + + + + + - +  + - - -  n n n > >  > > > >
GET  /forum/{forum.read}/agenda.docx                                   >  n + + + + + + - +  + - - -  n n n > >  > > > >
GET  /forum/{forum.read}/agenda.odt                                    >  n + + + + + + - +  + - - -  n n n > >  > > > >
GET  /forum/{forum.read}/meeting.ics                                   >  n + + + + + + - +  + - - -  n n n > >  > > > >
GET  /forum/{forum.read}/agenda.txt                                    >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=3  change_meeting                    >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=3  cancel_meeting                    >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  record_attendance                 >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  propose_agenda                    >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  add_item                          >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  change_item                       >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  move_item                         >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  remove_item                       >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  put_item_back                     >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}  ask_for_item                              >  n + + + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  record_output                     >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  finish_action                     >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  strike_output                     >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  issue_agenda                      >  n - - + + + - - -  - - - -  n n n > >  > > > >
POST /forum/{forum.meeting}?after=4  arrange_meeting                   >  n - - - - - - - -  - - - -  n n n > >  > > > >

# What became of a return
GET  /use                                                              >  n + + - - - - - -  + - - -  n n n > >  > > > >
GET  /use.csv                                                          >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /use.ods                                                          >  n - - - - - - - -  - - - -  n n n > >  > > > >
GET  /use?organisation={cove.code}                                     >  n + + - - - - - -  - - - -  n n n > >  > > > >

# The audit ledger
GET  /ledger                                                           >  n - - + + - - - +  - + + +  n n n > >  > > > >
GET  /ledger.csv                                                       >  n - - + + - - - +  - + + +  n n n > >  > > > >
GET  /ledger?organisation={cove.code}                                  >  n - - + + - - - +  - 0 0 0  n n n > >  > > > >
GET  /ledger.csv?object={cove}                                         >  n - - + + - - - +  - 0 0 0  n n n > >  > > > >
GET  /ledger?organisation={mill.code}                                  >  n - - 0 0 - - - 0  - + 0 0  n n n > >  > > > >
GET  /ledger.csv?object={mill}                                         >  n - - 0 0 - - - 0  - + 0 0  n n n > >  > > > >

# Pages of a period, for one body
GET  /oversight/compliance?organisation={cove.code}                    >  n + + + + - - - +  0 0 0 0  n n n > >  > > > >
GET  /oversight/compliance.csv?organisation={cove.code}                >  n + + + + - - - +  0 0 0 0  n n n > >  > > > >
POST /oversight/_dash-update-component  page.children for {cove.code}  !  n + + + + - - - +  0 0 0 0  n n n ! !  ! ! ! !
GET  /oversight/_dash-layout  under the page for {cove.code}           !  n + + + + - - - +  0 0 0 0  n n n ! !  ! ! ! !
GET  /oversight/comparison?organisation={cove.code}                    >  n - - + + + + - +  - 0 0 0  n n n > >  > > > >
GET  /oversight/comparison.csv?organisation={cove.code}                >  n - - + + + + - +  - 0 0 0  n n n > >  > > > >
GET  /oversight/compliance?organisation={cliff.code}                   >  n 0 0 + 0 - - - +  + 0 0 0  n n n > >  > > > >
GET  /oversight/compliance.csv?organisation={cliff.code}               >  n 0 0 + 0 - - - +  + 0 0 0  n n n > >  > > > >
POST /oversight/_dash-update-component  page.children for {cliff.code} !  n 0 0 + 0 - - - +  + 0 0 0  n n n ! !  ! ! ! !
GET  /oversight/_dash-layout  under the page for {cliff.code}          !  n 0 0 + 0 - - - +  + 0 0 0  n n n ! !  ! ! ! !
GET  /oversight/compliance?organisation={gull.code}                    >  n 0 0 + + - - - +  0 + 0 0  n n n > >  > > > >
GET  /oversight/compliance.csv?organisation={gull.code}                >  n 0 0 + + - - - +  0 + 0 0  n n n > >  > > > >
POST /oversight/_dash-update-component  page.children for {gull.code}  !  n 0 0 + + - - - +  0 + 0 0  n n n ! !  ! ! ! !
GET  /oversight/_dash-layout  under the page for {gull.code}           !  n 0 0 + + - - - +  0 + 0 0  n n n ! !  ! ! ! !
GET  /oversight/compliance?organisation={mill.code}                    >  n 0 0 0 0 - - - 0  0 + 0 0  n n n > >  > > > >
GET  /oversight/compliance.csv?organisation={mill.code}                >  n 0 0 0 0 - - - 0  0 + 0 0  n n n > >  > > > >
POST /oversight/_dash-update-component  page.children for {mill.code}  !  n 0 0 0 0 - - - 0  0 + 0 0  n n n ! !  ! ! ! !
GET  /oversight/_dash-layout  under the page for {mill.code}           !  n 0 0 0 0 - - - 0  0 + 0 0  n n n ! !  ! ! ! !
GET  /oversight/compliance?period=2025-26-Q3&organisation={old.code}   >  n + + + + - - - +  0 + 0 0  n n n > >  > > > >

# The learning library: what a body shares is found in every role of the departments that oversee it
GET  /learning                                                         >  n + + + + + + + +  + + + +  n n n > >  > > > >
GET  /learning.csv                                                     >  n + + + + + + + +  + + + +  n n n > >  > > > >
GET  /learning.ods                                                     >  n + + + + + + + +  + + + +  n n n > >  > > > >
GET  /learning?organisation={cove.code}                                >  n + + + + + + + +  + 0 0 0  n n n > >  > > > >
GET  /learning.csv?organisation={cove.code}                            >  n + + + + + + + +  + 0 0 0  n n n > >  > > > >
GET  /learning.csv?organisation={cliff.code}                           >  n + + + + + + + +  + 0 0 0  n n n > >  > > > >
GET  /learning?organisation={gull.code}                                >  n + + + + + + + +  + + 0 0  n n n > >  > > > >
GET  /learning?organisation={mill.code}                                >  n 0 0 0 0 0 0 0 0  0 + 0 0  n n n > >  > > > >
GET  /learning.csv?organisation={old.code}                             >  n + + + + 0 0 0 +  0 + 0 0  n n n > >  > > > >
GET  /learning.csv?organisation={slate.code}                           >  n 0 0 0 0 0 0 0 0  0 0 + +  n n n > >  > > > >

# The page of a return
GET  /returns/{cove}                                                   >  n + + + + - - - +  - - - -  n n n > >  > > > >
GET  /returns/{cove.before}                                            >  n + + + + - - - +  - - - -  n n n > >  > > > >
GET  /returns/{cove.withdrawn}                                         >  n + + + + - - - +  - - - -  n n n > >  > > > >
GET  /returns/{cliff}                                                  >  n - - + - - - - +  + - - -  n n n > >  > > > >
GET  /returns/{gull}                                                   >  n - - + + - - - +  - + - -  n n n > >  > > > >
GET  /returns/{gull.withdrawn}                                         >  n - - + + - - - +  - + - -  n n n > >  > > > >
GET  /returns/{tarn}                                                   >  n - - + - - - - +  - - - -  n n n > >  > > > >
GET  /returns/{mill}                                                   >  n - - - - - - - -  - + - -  n n n > >  > > > >
GET  /returns/{old}                                                    >  n + + + + - - - +  - + - -  n n n > >  > > > >
GET  /returns/{old.before}                                             >  n + + + + - - - +  - + - -  n n n > >  > > > >
GET  /returns/{cove}/receipt.json                                      >  n + + + + - - - +  - - - -  n n n > >  > > > >
GET  /returns/{cliff}/receipt.json                                     >  n - - + - - - - +  + - - -  n n n > >  > > > >
GET  /returns/{mill}/receipt.json                                      >  n - - - - - - - -  - + - -  n n n > >  > > > >
GET  /returns/{slate}                                                  >  n - - - - - - - -  - - + +  n n n > >  > > > >

# What is done on the page of a return
POST /returns/{cove}  explain                                          >  n + + - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  sign_off                                         >  n - + - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  publish                                          >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  unlock                                           >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  withdraw                                         >  n - + + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  ask                                              >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  reply                                            >  n + + + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  close                                            >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{cliff}  explain                                         >  n - - - - - - - -  + - - -  n n n > >  > > > >
POST /returns/{cliff}  sign_off                                        >  n - - - - - - - -  + - - -  n n n > >  > > > >
POST /returns/{cliff}  publish                                         >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cliff}  unlock                                          >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cliff}  withdraw                                        >  n - - + - - - - -  + - - -  n n n > >  > > > >
POST /returns/{cliff}  ask                                             >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cliff}  reply                                           >  n - - + - - - - -  + - - -  n n n > >  > > > >
POST /returns/{cliff}  close                                           >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /returns/{gull}  explain                                          >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{gull}  sign_off                                         >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{gull}  publish                                          >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{gull}  unlock                                           >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{gull}  withdraw                                         >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /returns/{gull}  ask                                              >  n - - + + - - - -  - + - -  n n n > >  > > > >
POST /returns/{gull}  reply                                            >  n - - + + - - - -  - + - -  n n n > >  > > > >
POST /returns/{gull}  close                                            >  n - - + + - - - -  - + - -  n n n > >  > > > >
POST /returns/{mill}  explain                                          >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{mill}  sign_off                                         >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{mill}  publish                                          >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{mill}  unlock                                           >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{mill}  withdraw                                         >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{mill}  ask                                              >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{mill}  reply                                            >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{mill}  close                                            >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{old}  explain                                           >  n + + - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{old}  sign_off                                          >  n - + - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{old}  publish                                           >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{old}  unlock                                            >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{old}  withdraw                                          >  n - + - - - - - -  - + - -  n n n > >  > > > >
POST /returns/{old}  ask                                               >  n - - + + - - - -  - + - -  n n n > >  > > > >
POST /returns/{old}  reply                                             >  n + + + + - - - -  - + - -  n n n > >  > > > >
POST /returns/{old}  close                                             >  n - - + + - - - -  - + - -  n n n > >  > > > >
POST /returns/{cove}  reply to {cliff.question}                        >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  close to {cliff.question}                        >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  explain to {cliff.query}                         >  n - - - - - - - -  - - - -  n n n > >  > > > >
POST /returns/{cove}  delete                                           >  n - - - - - - - -  - - - -  n n n > >  > > > >

# The page of one organisation, and two versions of its return side by side
GET  /organisations/{cove.code}                                        >  n + + + + - - - +  - - - -  n n n > >  > > > >
GET  /organisations/{cliff.code}                                       >  n - - + - - - - +  + - - -  n n n > >  > > > >
GET  /organisations/{gull.code}                                        >  n - - + + - - - +  - + - -  n n n > >  > > > >
GET  /organisations/{tarn.code}                                        >  n - - + - - - - +  - - - -  n n n > >  > > > >
GET  /organisations/{mill.code}                                        >  n - - - - - - - -  - + - -  n n n > >  > > > >
GET  /organisations/{old.code}                                         >  n + + + + - - - +  - + - -  n n n > >  > > > >
GET  /organisations/{slate.code}                                       >  n - - - - - - - -  - - + +  n n n > >  > > > >
GET  /organisations/{cove.code}/versions/2026-27-Q1?a=1&b=2            >  n + + + + - - - +  - - - -  n n n > >  > > > >
GET  /organisations/{cliff.code}/versions/2026-27-Q1?a=1&b=2           >  n - - + - - - - +  + - - -  n n n > >  > > > >
GET  /organisations/{gull.code}/versions/2026-27-Q1?a=1&b=2            >  n - - + + - - - +  - + - -  n n n > >  > > > >
GET  /organisations/{tarn.code}/versions/2025-26?a=1&b=2               >  n - - + - - - - +  - - - -  n n n > >  > > > >
GET  /organisations/{mill.code}/versions/2026-27-Q1?a=1&b=2            >  n - - - - - - - -  - + - -  n n n > >  > > > >
GET  /organisations/{old.code}/versions/2025-26-Q3?a=1&b=2             >  n + + + + - - - +  - + - -  n n n > >  > > > >
GET  /organisations/{slate.code}/versions/2026-27-Q1?a=1&b=2           >  n - - - - - - - -  - - + +  n n n > >  > > > >

# What the sponsor team records about an organisation
POST /organisations/{cove.code}  record_step                           >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{cove.code}  record_adoption                       >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{cove.code}  record_conversation                   >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{cove.code}  give_help                             >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{cliff.code}  record_step                          >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /organisations/{cliff.code}  record_adoption                      >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /organisations/{cliff.code}  record_conversation                  >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /organisations/{cliff.code}  give_help                            >  n - - + - - - - -  - - - -  n n n > >  > > > >
POST /organisations/{gull.code}  record_step                           >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{gull.code}  record_adoption                       >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{gull.code}  record_conversation                   >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{gull.code}  give_help                             >  n - - + + - - - -  - - - -  n n n > >  > > > >
POST /organisations/{mill.code}  record_step                           >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{mill.code}  record_adoption                       >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{mill.code}  record_conversation                   >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{mill.code}  give_help                             >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{old.code}  record_step                            >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{old.code}  record_adoption                        >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{old.code}  record_conversation                    >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{old.code}  give_help                              >  n - - - - - - - -  - + - -  n n n > >  > > > >
POST /organisations/{cove.code}  delete                                >  n - - - - - - - -  - - - -  n n n > >  > > > >

# What programs ask
POST /api/v1/token  own id and secret                                  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
POST /api/v1/returns  a new return                                     !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
POST /api/v1/returns  a new return in pieces                           !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
POST /api/v1/returns  a new return with a key of {mill.code}           !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
POST /api/v1/returns  a return of {cove.code}                          !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + x ! !
POST /api/v1/returns  a return of {cliff.code}                         !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x + ! !
POST /api/v1/returns  a return of {mill.code}                          !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x x ! !
POST /api/v1/returns/check  a return of {cove.code}                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + x ! !
POST /api/v1/returns/check  a return of {cliff.code}                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x + ! !
POST /api/v1/returns/check  a return of {mill.code}                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x x ! !
GET  /api/v1/returns                                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
GET  /api/v1/returns?period=2026-27-Q1                                 !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
GET  /api/v1/returns?organisation={mill.code}                          !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  0 0 ! !
GET  /api/v1/returns?before={cove}                                     !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/returns?before={cliff}                                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/returns?before={mill}                                     !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/returns/{cove}                                            !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/returns/{cove}/receipt                                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/returns/{cove}/document                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/returns/{cove}/findings                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/returns/{cove}/standing                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/returns/{cove}/threads                                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/returns/{cliff}                                           !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/returns/{cliff}/receipt                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/returns/{cliff}/document                                  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/returns/{cliff}/findings                                  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/returns/{cliff}/standing                                  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/returns/{cliff}/threads                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/returns/{mill}                                            !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/returns/{mill}/receipt                                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/returns/{mill}/document                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/returns/{mill}/findings                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/returns/{mill}/standing                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/returns/{mill}/threads                                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
PUT  /api/v1/returns/{cove}/findings/{cove.query}/explanation          !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
POST /api/v1/returns/{cove}/sign-off                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
POST /api/v1/returns/{cove}/withdrawal                                 !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
POST /api/v1/threads/{cove.question}/replies                           !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
PUT  /api/v1/returns/{cliff}/findings/{cliff.query}/explanation        !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
POST /api/v1/returns/{cliff}/sign-off                                  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
POST /api/v1/returns/{cliff}/withdrawal                                !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
POST /api/v1/threads/{cliff.question}/replies                          !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
PUT  /api/v1/returns/{mill}/findings/{mill.query}/explanation          !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
POST /api/v1/returns/{mill}/sign-off                                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
POST /api/v1/returns/{mill}/withdrawal                                 !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
POST /api/v1/threads/{mill.question}/replies                           !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
PUT  /api/v1/returns/{cove}/findings/{cliff.query}/explanation         !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !

# Self-assessments, for programs
POST /api/v1/self-assessments  a new self-assessment                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
POST /api/v1/self-assessments  another with a key of {mill.code}      !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
POST /api/v1/self-assessments  a self-assessment of {cove.code}        !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + x ! !
POST /api/v1/self-assessments  a self-assessment of {cliff.code}       !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x + ! !
POST /api/v1/self-assessments  a self-assessment of {mill.code}        !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x x ! !
POST /api/v1/self-assessments/check  a self-assessment of {cove.code}  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + x ! !
POST /api/v1/self-assessments/check  a self-assessment of {mill.code}  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x x ! !
GET  /api/v1/self-assessments                                          !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
GET  /api/v1/self-assessments?organisation={mill.code}                 !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  0 0 ! !
GET  /api/v1/self-assessments?before={cove.filing}                     !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/self-assessments?before={mill.filing}                     !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/self-assessments/{cove.filing}                            !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/self-assessments/{cove.filing}/receipt                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/self-assessments/{cove.filing}/document                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + - ! !
GET  /api/v1/self-assessments/{cliff.filing}                           !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/self-assessments/{cliff.filing}/receipt                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/self-assessments/{cliff.filing}/document                  !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - + ! !
GET  /api/v1/self-assessments/{mill.filing}                            !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/self-assessments/{mill.filing}/receipt                    !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/self-assessments/{mill.filing}/document                   !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !

# What independent tiers send; programs of organisations report on nobody, and see no report
POST /api/v1/tier-reports  a report of {cove.code}                     !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x x ! !
POST /api/v1/tier-reports/check  a report of {cove.code}               !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  x x ! !
GET  /api/v1/tier-reports                                              !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  + + ! !
GET  /api/v1/tier-reports/{cove.filing}                                !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/tier-reports/{cove.filing}/receipt                        !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
GET  /api/v1/tier-reports/{cove.filing}/document                       !  ! ! ! ! ! ! ! ! !  ! ! ! !  ! ! ! ! !  - - ! !
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One way to ask, and what must come, by the two letters of the caller."""

    method: str
    address: str
    words: str
    cells: dict[str, str]

    @property
    def name(self) -> str:
        """The row as it is written, without its cells."""
        return f"{self.method} {self.address} {self.words}".strip()

    @property
    def only_reads(self) -> bool:
        """Whether nothing is kept, whoever asks."""
        return self.method == "GET" or "/_dash-" in self.address


def columns() -> list[str]:
    """The callers in the order of the table."""
    first, second = (line.split() for line in TABLE.splitlines()[1:3])
    return [a + b for a, b in zip(first, second, strict=True)]


def rows() -> list[Row]:
    """Every row of the table. Raises: ValueError for a row that has not one known cell for each column."""
    return [_row(line) for line in TABLE.splitlines()[3:] if line and not line.startswith("#")]


def _row(line: str) -> Row:
    names, words = columns(), line.split()
    cells, (method, address, *rest) = words[-len(names) :], words[: -len(names)]
    if not {*cells} <= {*MEANS} or {*rest} & {*MEANS}:
        raise ValueError(f"not one known cell for each column: {line}")
    return Row(method, address, " ".join(rest), dict(zip(names, cells, strict=True)))
