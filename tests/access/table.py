"""Who may open which address, written by hand: the second source of truth beside municipalities/access.py.

Every address of the URLconf stands in exactly one of the tables here or in signin.py; test_access.py fails on one that
does not, and on an entry without address. Whoever adds a view adds its line.
"""

from dataclasses import dataclass, field, replace

EVERYONE = "contact member leader consultant researcher administrator"
SIGNED_IN = f"{EVERYONE} nobody"
MANAGERS = "consultant administrator"
PEOPLE = "contact member leader consultant administrator"
OWN = "contact member leader"
RESEARCH = "consultant researcher"
EDITORS = f"{OWN} {MANAGERS}"
SURVEYS = "contact member leader consultant researcher"

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Page:
    """One address: `rows` names the planted row (tests/access/conftest.py) of each of its parts.

    `reach` is how far each role sees here, where that is not REACH.
    """

    name: str
    methods: tuple[str, ...]
    roles: frozenset[str]
    rows: dict[str, str] = field(default_factory=dict)
    reach: dict[str, set[str]] | None = None

    def reached_by(self, role):
        return REACH[role] if self.reach is None else self.reach.get(role, set())


def page(name, methods, roles, **rows):
    return Page(name, methods, frozenset(roles.split()), rows)


# How far each role sees: the places whose rows are its own. Rows of all other places are foreign: 404.
REACH = {
    "contact": {"herning"},
    "member": {"herning"},
    "leader": {"herning"},
    "consultant": {"herning", "vejle"},
    "researcher": {"herning", "vejle", "odense"},
    "administrator": {"herning", "vejle", "odense"},
    "nobody": set(),
}

OWN_REACH = {role: {"herning"} for role in OWN.split()}  # a municipality's own prices: never the secretariat's
SHARED_REACH = {role: {"herning", "vejle"} for role in f"{OWN} consultant".split()}  # all of the partnership

SEATS = {"group_pk": "group", "participation_pk": "participation"}
RESPONSE = {"survey_pk": "survey", "participation_pk": "participation"}
ASKED = {"pk": "survey", "code": "question"}
CASE = {"pk": "survey", "code": "vignette"}
VARIED = {"pk": "survey", "code": "dimension"}
ADVICE = {"report_pk": "draft", "pk": "recommendation"}
REMARK = {"report_pk": "draft", "pk": "comment"}
LINE = {"pk": "case", "key": "line_key"}
SECTION = {"report_pk": "draft", "section": "section"}

TABLE = (
    page("home", GET, SIGNED_IN),
    page("search", GET, EVERYONE),
    page("outbox_list", GET, "administrator"),
    page("outbox_show", GET, "administrator", pk="mail"),
    page("outbox_resend", POST, "administrator", pk="mail"),
    page("personal_show", GET, SIGNED_IN),
    page("personal_download", GET, SIGNED_IN),
    page("personal_erase", BOTH, SIGNED_IN),
    page("request_find", GET, "administrator"),
    page("request_copy", POST, "administrator"),
    page("request_erase", BOTH, "administrator"),
    # Who takes part
    page("municipalities:account_show", GET, SIGNED_IN),
    page("municipalities:account_edit", BOTH, SIGNED_IN),
    page("municipalities:partnership_list", GET, EVERYONE),
    page("municipalities:partnership_create", BOTH, MANAGERS),
    page("municipalities:partnership_show", GET, EVERYONE, pk="partnership"),
    page("municipalities:partnership_edit", BOTH, MANAGERS, pk="partnership"),
    page("municipalities:participation_enrol", BOTH, MANAGERS, pk="partnership"),
    page("municipalities:participation_withdraw", BOTH, MANAGERS, pk="participation"),
    page("municipalities:participation_name", BOTH, MANAGERS, pk="participation"),
    page("municipalities:participation_reinstate", POST, MANAGERS, pk="participation"),
    page("municipalities:phase_create", BOTH, MANAGERS, pk="partnership"),
    page("municipalities:phase_edit", BOTH, MANAGERS, pk="phase"),
    page("municipalities:phase_delete", BOTH, MANAGERS, pk="phase"),
    page("municipalities:group_create", BOTH, MANAGERS, pk="partnership"),
    page("municipalities:group_edit", BOTH, MANAGERS, pk="group"),
    page("municipalities:seat_list", GET, EVERYONE, **SEATS),
    page("municipalities:seat_give", BOTH, "contact consultant administrator", **SEATS),
    page("municipalities:contact_transfer", BOTH, "contact consultant administrator", **SEATS),
    page("municipalities:seat_end", BOTH, "contact consultant administrator", pk="seat"),
    page("municipalities:municipality_list", GET, EVERYONE),
    page("municipalities:municipality_show", GET, EVERYONE, code="municipality"),
    page("municipalities:person_list", GET, PEOPLE),
    page("municipalities:person_show", GET, PEOPLE, pk="person"),
    page("municipalities:person_edit", BOTH, "contact consultant administrator", pk="person"),
    page("municipalities:person_invite", BOTH, "contact consultant administrator"),
    page("municipalities:role_give", BOTH, "contact consultant administrator", pk="person"),
    page("municipalities:role_end", BOTH, "contact consultant administrator", pk="role"),
    page("municipalities:person_deactivate", BOTH, "administrator", pk="person"),
    page("municipalities:person_reactivate", POST, "administrator", pk="person"),
    page("municipalities:invitation_list", GET, "contact consultant administrator"),
    page("municipalities:invitation_resend", POST, "contact consultant administrator", pk="invitation"),
    page("municipalities:invitation_revoke", POST, "contact consultant administrator", pk="invitation"),
    # Surveys
    page("vignettes:survey_list", GET, SURVEYS),
    page("vignettes:survey_show", GET, SURVEYS, pk="survey"),
    page("vignettes:survey_create", BOTH, "consultant"),
    page("vignettes:survey_edit", BOTH, "consultant", pk="survey"),
    page("vignettes:survey_close", BOTH, "consultant", pk="survey"),
    page("vignettes:survey_reopen", BOTH, "consultant", pk="survey"),
    page("vignettes:draft_show", GET, "consultant", pk="survey"),
    page("vignettes:draft_start", POST, "consultant", pk="survey"),
    page("vignettes:draft_edit", BOTH, "consultant", pk="survey"),
    page("vignettes:draft_import", BOTH, "consultant", pk="survey"),
    page("vignettes:draft_export", GET, "consultant", pk="survey"),
    page("vignettes:draft_workbook", GET, "consultant", pk="survey"),
    page("vignettes:draft_publish", BOTH, "consultant", pk="survey"),
    page("vignettes:draft_discard", BOTH, "consultant", pk="survey"),
    page("vignettes:draft_arrange", POST, "consultant", pk="survey"),
    page("vignettes:question_create", BOTH, "consultant", pk="survey", section="slug"),
    page("vignettes:question_edit", BOTH, "consultant", **ASKED),
    page("vignettes:condition_edit", BOTH, "consultant", **ASKED),
    page("vignettes:question_delete", BOTH, "consultant", **ASKED),
    page("vignettes:library_pick", BOTH, "consultant", pk="survey", section="slug"),
    page("vignettes:library_save", POST, "consultant", **ASKED),
    page("vignettes:library_list", GET, "consultant"),
    page("vignettes:library_delete", BOTH, "consultant", pk="library_question"),
    page("vignettes:survey_copy", BOTH, "consultant", pk="survey"),
    page("vignettes:vignette_create", BOTH, "consultant", pk="survey"),
    page("vignettes:vignette_edit", BOTH, "consultant", **CASE),
    page("vignettes:vignette_delete", BOTH, "consultant", **CASE),
    page("vignettes:design_show", GET, "consultant", pk="survey"),
    page("vignettes:design_edit", BOTH, "consultant", pk="survey"),
    page("vignettes:design_draw", BOTH, "consultant", pk="survey"),
    page("vignettes:design_repeat", POST, "consultant", pk="survey"),
    page("vignettes:design_export", GET, "consultant", pk="survey"),
    page("vignettes:design_delete", BOTH, "consultant", pk="survey"),
    page("vignettes:dimension_create", BOTH, "consultant", pk="survey"),
    page("vignettes:dimension_edit", BOTH, "consultant", **VARIED),
    page("vignettes:dimension_delete", BOTH, "consultant", **VARIED),
    page("vignettes:dimension_arrange", POST, "consultant", pk="survey"),
    page("vignettes:exclusion_create", BOTH, "consultant", pk="survey"),
    page("vignettes:exclusion_delete", POST, "consultant", pk="survey", number="rule"),
    page("vignettes:preview_show", GET, "consultant", pk="survey"),
    page("vignettes:preview_page", GET, "consultant", pk="survey", number="first"),
    page("vignettes:question_preview", POST, "consultant", pk="survey"),
    page("vignettes:vignette_preview", POST, "consultant", pk="survey"),
    page("vignettes:design_preview", POST, "consultant", pk="survey"),
    page("vignettes:survey_answer", POST, "contact member leader", pk="survey"),
    page("vignettes:response_show", GET, SURVEYS, **RESPONSE),
    page("vignettes:respondent_invite", BOTH, "contact", **RESPONSE),
    page("vignettes:enrolment_create", BOTH, "contact", **RESPONSE),
    page("vignettes:enrolment_stop", BOTH, "contact", pk="enrolment"),
    page("vignettes:response_submit", BOTH, "contact", **RESPONSE),
    page("vignettes:response_reopen", BOTH, "consultant", **RESPONSE),
    page("vignettes:survey_monitor", GET, "contact consultant researcher", pk="survey"),
    page("vignettes:target_edit", BOTH, "consultant", pk="survey"),
    page("vignettes:response_remind", POST, "contact", **RESPONSE),
    page("vignettes:reminder_list", GET, "consultant", survey_pk="survey"),
    page("vignettes:reminder_create", BOTH, "consultant", survey_pk="survey"),
    page("vignettes:reminder_show", GET, "consultant", pk="reminder"),
    page("vignettes:reminder_edit", BOTH, "consultant", pk="reminder"),
    page("vignettes:reminder_delete", BOTH, "consultant", pk="reminder"),
    page("vignettes:reminder_test", POST, "consultant", pk="reminder"),
    page("vignettes:export_list", GET, RESEARCH, survey_pk="survey"),
    page("vignettes:export_create", BOTH, RESEARCH, survey_pk="survey"),
    page("vignettes:export_download", GET, RESEARCH, pk="export"),
    page("vignettes:export_retry", POST, RESEARCH, pk="export"),
    page("vignettes:export_delete", POST, RESEARCH, pk="export"),
    page("vignettes:import_list", GET, "consultant", survey_pk="survey"),
    page("vignettes:import_create", BOTH, "consultant", survey_pk="survey"),
    page("vignettes:import_show", BOTH, "consultant", pk="answers"),
    page("vignettes:import_write", POST, "consultant", pk="answers"),
    page("vignettes:import_remove", BOTH, "consultant", pk="answers"),
    page("vignettes:retention_show", GET, RESEARCH, survey_pk="survey"),
    page("vignettes:retention_edit", BOTH, RESEARCH, survey_pk="survey"),
    page("vignettes:retention_postpone", BOTH, RESEARCH, survey_pk="survey"),
    page("vignettes:respondent_resend", POST, "contact", pk="respondent"),
    page("vignettes:respondent_revoke", BOTH, "contact", pk="respondent"),
    # Reports
    page("reports:report_list", GET, "contact leader consultant"),
    page("reports:report_overview", GET, "consultant", survey_pk="survey"),
    page("reports:report_progress", GET, "consultant", survey_pk="survey"),
    page("reports:report_make", POST, "consultant", survey_pk="survey"),
    page("reports:report_stop", POST, "consultant", survey_pk="survey"),
    page("reports:interim_list", GET, "consultant", survey_pk="survey"),
    page("reports:interim_make", POST, "consultant", survey_pk="survey"),
    page("reports:overview_make", POST, "consultant", survey_pk="survey"),
    page("reports:report_show", GET, "contact leader consultant", pk="report"),
    page("reports:answers_select", GET, "contact leader consultant", pk="report"),
    page("reports:report_download", GET, "leader consultant", pk="report"),
    page("reports:short_download", GET, "leader consultant", pk="report"),
    page("reports:tables_download", GET, "leader consultant", pk="report"),
    page("reports:report_retry", POST, "consultant", pk="failed"),
    page("reports:report_publish", POST, "consultant", pk="draft"),
    page("reports:recommendation_create", BOTH, "consultant", report_pk="draft"),
    page("reports:recommendation_edit", BOTH, "consultant", **ADVICE),
    page("reports:recommendation_delete", POST, "consultant", **ADVICE),
    page("reports:workspace_show", GET, "consultant", report_pk="draft"),
    page("reports:draft_refresh", POST, "consultant", report_pk="draft"),
    page("reports:draft_state", GET, "consultant", report_pk="draft"),
    page("reports:text_edit", BOTH, "consultant", **SECTION),
    page("reports:text_confirm", POST, "consultant", **SECTION),
    page("reports:text_reset", POST, "consultant", **SECTION),
    page("reports:comment_write", POST, "consultant", **SECTION),
    page("reports:comment_resolve", POST, "consultant", **REMARK),
    page("reports:proposal_list", BOTH, "consultant", report_pk="draft"),
    page("reports:review_overview", GET, "consultant", survey_pk="survey"),
    page("reports:review_assign_all", POST, "consultant", survey_pk="survey"),
    page("reports:review_batch", POST, "consultant", survey_pk="survey"),
    page("reports:review_assign", BOTH, "consultant", report_pk="draft"),
    page("reports:review_hand_over", POST, "consultant", report_pk="draft"),
    page("reports:review_approve", POST, "consultant", report_pk="draft"),
    page("reports:review_return", BOTH, "consultant", report_pk="draft"),
    page("reports:report_compare", GET, "consultant", pk="report"),
    page("reports:report_withdraw", BOTH, "consultant", pk="report"),
    page("reports:case_start", POST, "leader", pk="report"),
    # Business cases
    page("businesscases:case_list", GET, OWN),
    page("reports:case_file_list", GET, OWN, case_pk="case"),
    page("reports:case_line_export", GET, OWN, case_pk="case"),
    page("reports:case_file_make", POST, OWN, case_pk="case", kind="case_file_kind"),
    page("reports:case_file_download", GET, OWN, pk="case_file"),
    page("reports:snapshot_file_list", GET, OWN, snapshot_pk="snapshot"),
    page("reports:snapshot_line_export", GET, OWN, snapshot_pk="snapshot"),
    page("reports:snapshot_file_make", POST, OWN, snapshot_pk="snapshot", kind="case_file_kind"),
    page("businesscases:case_create", BOTH, OWN),
    page("businesscases:case_show", GET, OWN, pk="case"),
    page("businesscases:case_problem", BOTH, OWN, pk="case"),
    page("businesscases:case_intervention", BOTH, OWN, pk="case"),
    page("businesscases:case_basis", BOTH, OWN, pk="case"),
    page("businesscases:case_proposal", BOTH, OWN, pk="case"),
    page("businesscases:line_costs", GET, OWN, pk="case"),
    page("businesscases:line_consequences", GET, OWN, pk="case"),
    page("businesscases:line_purses", GET, OWN, pk="case"),
    page("businesscases:line_save", POST, OWN, pk="case"),
    page("businesscases:line_panel", POST, OWN, pk="case"),
    page("businesscases:line_paste", BOTH, OWN, pk="case"),
    page("businesscases:line_create", BOTH, OWN, pk="case"),
    page("businesscases:line_edit", BOTH, OWN, **LINE),
    page("businesscases:line_delete", BOTH, OWN, **LINE),
    page("businesscases:case_uncertainty", GET, OWN, pk="case"),
    page("businesscases:case_result", GET, OWN, pk="case"),
    page("businesscases:scenario_create", BOTH, OWN, pk="case"),
    page("businesscases:scenario_edit", BOTH, OWN, pk="scenario"),
    page("businesscases:scenario_delete", POST, OWN, pk="scenario"),
    page("businesscases:case_versions", GET, OWN, pk="case"),
    page("businesscases:case_difference", GET, OWN, pk="case"),
    page("businesscases:case_checklist", GET, OWN, pk="case"),
    page("businesscases:case_decide", BOTH, OWN, pk="case"),
    page("businesscases:decision_correct", BOTH, OWN, pk="decision"),
    page("businesscases:snapshot_create", BOTH, OWN, pk="case"),
    page("businesscases:snapshot_show", GET, OWN, pk="snapshot"),
    page("businesscases:comment_create", BOTH, OWN, pk="case"),
    page("businesscases:comment_answer", POST, OWN, pk="case_comment"),
    page("businesscases:comment_resolve", POST, OWN, pk="case_comment"),
    page("businesscases:comment_reopen", POST, OWN, pk="case_comment"),
    page("businesscases:comment_delete", POST, OWN, pk="case_comment"),
    page("businesscases:case_theory", GET, OWN, pk="case"),
    page("businesscases:element_create", BOTH, OWN, pk="case"),
    page("businesscases:element_edit", BOTH, OWN, pk="case", element_pk="element"),
    page("businesscases:element_delete", BOTH, OWN, pk="case", element_pk="element"),
    page("businesscases:element_move", POST, OWN, pk="case", element_pk="element"),
    page("businesscases:indicator_create", BOTH, OWN, pk="case", element_pk="element"),
    page("businesscases:indicator_edit", BOTH, OWN, pk="case", indicator_pk="indicator"),
    page("businesscases:indicator_delete", BOTH, OWN, pk="case", indicator_pk="indicator"),
    page("businesscases:case_assumptions", BOTH, OWN, pk="case"),
    page("businesscases:case_effects", GET, OWN, pk="case"),
    page("businesscases:effect_create", BOTH, OWN, pk="case"),
    page("businesscases:effect_edit", BOTH, OWN, pk="case", effect_pk="effect"),
    page("businesscases:effect_delete", BOTH, OWN, pk="case", effect_pk="effect"),
    # Meetings and prices
    page("meetings:meeting_list", GET, EVERYONE),
    page("businesscases:case_copy", BOTH, OWN, pk="case"),
    page("businesscases:case_share", BOTH, "contact leader", pk="case"),
    page("businesscases:share_end", BOTH, "contact leader", pk="share"),
    page("businesscases:shared_list", GET, f"{OWN} consultant"),
    replace(page("businesscases:shared_show", GET, f"{OWN} consultant", pk="share"), reach=SHARED_REACH),
    replace(page("businesscases:shared_copy", BOTH, OWN, pk="share"), reach=SHARED_REACH),
    page("businesscases:price_list", GET, EVERYONE),
    page("businesscases:catalogue_create", BOTH, EDITORS),
    replace(page("businesscases:catalogue_edit", BOTH, EDITORS, pk="catalogue"), reach=OWN_REACH),
    replace(page("businesscases:catalogue_delete", BOTH, EDITORS, pk="catalogue"), reach=OWN_REACH),
    replace(page("businesscases:price_create", BOTH, EDITORS, pk="catalogue"), reach=OWN_REACH),
    replace(page("businesscases:price_edit", BOTH, EDITORS, pk="price"), reach=OWN_REACH),
    replace(page("businesscases:price_delete", BOTH, EDITORS, pk="price"), reach=OWN_REACH),
    replace(page("businesscases:price_import", BOTH, EDITORS, pk="catalogue"), reach=OWN_REACH),
    replace(page("businesscases:price_import_show", BOTH, EDITORS, pk="price_import"), reach=OWN_REACH),
    page("businesscases:price_template", GET, EDITORS, ending="ending"),
    page("businesscases:table_list", GET, EVERYONE),
    page("businesscases:table_show", GET, EVERYONE, slug="kind", pk="series"),
    page("businesscases:table_create", BOTH, MANAGERS, slug="kind"),
    page("businesscases:table_renew", BOTH, MANAGERS, slug="kind", pk="series"),
    page("businesscases:table_edit", BOTH, MANAGERS, slug="kind", pk="series"),
)

# The facts of the 98 municipalities are public: everybody with a role opens each of them.
PUBLIC_ROWS = {
    "municipalities:municipality_show",
    "businesscases:price_template",
    "businesscases:table_create",
    "businesscases:table_edit",
    "businesscases:table_renew",
    "businesscases:table_show",
}

# In the own case, what is posted to a number that is no row of it is answered as if that row had been deleted: with the
# form and what was typed, whether another case has such a row or not (tests/access/test_cases.py).
ANSWERED_AS_DELETED = {
    "businesscases:effect_edit",
    "businesscases:element_edit",
    "businesscases:indicator_create",
    "businesscases:indicator_edit",
}

# Here any municipality of the country may stand, whoever looks.
NAMES_ALL_MUNICIPALITIES = {
    "municipalities:municipality_list",
    "municipalities:municipality_show",
    "municipalities:participation_enrol",
}

# Here the municipalities of the own partnerships stand with what they share.
NAMES_PARTNERS = {
    "businesscases:shared_list",
    "businesscases:shared_show",
    "businesscases:shared_copy",
}

# For whoever answers a survey: the respondent in the session is the key, no log-in. Without one: 401.
RESPONDENT = {
    "vignettes:answer_resume": GET,
    "vignettes:answer_background": BOTH,
    "vignettes:answer_vignette": BOTH,
    "vignettes:answer_review": GET,
    "vignettes:answer_submit": BOTH,
    "vignettes:answer_receipt": GET,
    "vignettes:answer_read": GET,
    "vignettes:answer_leave": POST,
    "vignettes:answer_data": GET,
    "vignettes:answer_data_download": GET,
    "vignettes:answer_erase": BOTH,
    "vignettes:answer_save": POST,
}

PUBLIC = {
    "accessibility_statement": "the law wants it open",
    "was": "leads to the accessibility statement",
    "livez": "asked by the process supervisor; says ok",
    "readyz": "asked by the load balancer; names parts, no data",
    "metrics": "opens with the token of the settings alone; tests/jobs/test_metrics.py",
    "municipalities:invitation_accept": "the secret in the link is the key; tests/municipalities",
    "vignettes:answer_welcome": "the secret in the link is the key; tests/access/test_respondents.py",
    "vignettes:enrolment_use": "the secret in the link is the key; tests/vignettes/test_enrolment.py",
    "vignettes:answer_link": "what is signed in the form is the key; tests/vignettes/test_leaving.py",
    "vignettes:answer_own": "the secret in the link is the key; tests/vignettes/test_own_data.py",
    "vignettes:answer_session": "says whether somebody is answering in this very session",
}
