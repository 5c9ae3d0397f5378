"""Where events of reports lie: by the words around a name, in pairs, by words that point back."""

import pytest

from geo.reports.reader import read_report

HEAD = "Published: 14 May 2024\n\n"


def first(text):
    return read_report(HEAD + text).events.iloc[0]


@pytest.mark.parametrize(
    ("text", "place", "relation", "precision"),
    [
        # a preposition that opens a sentence is no part of the name
        ("At Bria, in the Central African Republic, gunmen killed two on Monday.", "Bria", "in", 1),
        # a hyphen ties two places of one road
        (
            "Gunmen killed two traders on the Kumba-Mamfe road in Cameroon on Monday.",
            "Kumba; Mamfe",
            "between",
            5,
        ),
        # a side of a town is a district of it
        (
            "In Tonj East, Warrap State, South Sudan, raiders killed two on Monday.",
            "Tonj East",
            "in",
            3,
        ),
        # a register of villages is asked where no town bears the name
        (
            "Gunmen killed two in Barangay Dapiawan, Maguindanao, the Philippines, on Monday.",
            "Barangay Dapiawan",
            "in",
            1,
        ),
        # another romanisation of one town of the province
        ("A mortar round killed two in Tal Rifaat, Syria, on Monday.", "Tal Rifaat", "in", 1),
    ],
)
def test_where_it_lies_stands_in_the_words(text, place, relation, precision):
    event = first(text)
    found = event["place"], event["place_relation"], event["where_precision"]
    assert found == (place, relation, precision)


def test_a_direction_without_a_distance_pins_nobody_knows_where():
    event = first("In Qasr Nowhere, south of Baghdad, jets struck a compound on Monday.")
    assert event["place"] == "Qasr Nowhere"
    assert event["latitude"] != event["latitude"]


def test_a_count_belongs_to_what_its_paragraph_told():
    text = (
        "Hodeidah. On Monday Israeli planes bombed the works at Bajil, Yemen. "
        "The ministry listed four dead and 35 injured."
    )
    events = read_report(HEAD + text).events
    assert events[["place", "killed_best"]].to_numpy().tolist() == [["Bajil", 4]]


def test_the_province_is_the_one_told_before():
    text = (
        "Gunmen shot dead two men in Musakhail district, Balochistan province, Pakistan, on Monday."
        "\n\nThe army said its troops had killed 21 militants in the province on Sunday."
    )
    events = read_report(HEAD + text).events
    assert events["where_precision"].tolist() == [3, 4]
    assert events["killed_best"].tolist() == [2, 21]


def test_a_people_is_no_place():
    events = read_report(HEAD + "Syrian jets bombed Raqqa on Monday, killing two people.").events
    assert events["place"].tolist() == ["Raqqa"]


@pytest.mark.parametrize(
    "text",
    [
        "In Moscow, the defence ministry counts 35 drones destroyed over four regions on Monday.",
        "Guards fired into the air at Spin Boldak, Afghanistan, on Monday and nobody was hurt.",
        "VIENNA. On Monday masked men fired at the station. It was the largest exercise ever held.",
        "The striker's bombs and a penalty shoot-out in Jos, Nigeria, settled the derby on Monday.",
        "Washington will not speak of a response to the attack in Jordan.",
    ],
)
def test_what_only_sounds_like_an_event_is_none(text):
    assert read_report(HEAD + text).events.empty


def test_an_office_that_writes_of_the_other_side_alleges():
    text = (
        "Governor's channel, Belgorod Region, Russia\n14 May 2024\n\n"
        "On Monday a drone of the Ukrainian armed forces attacked a car in Shebekino."
    )
    event = read_report(text).events.iloc[0]
    assert (event["status"], event["alleged_by"]) == ("alleged", "Government of Russia")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("the night before yesterday", "2024-05-12"),
        ("on the Saturday before last", "2024-05-04"),
        ("on the third of May", "2024-05-03"),
        ("on the 28th", "2024-04-28"),
        ("on New Year's Eve", "2023-12-31"),
    ],
)
def test_days_told_in_other_ways(words, day):
    event = first(f"A bomb killed two people in Mastung, Pakistan, {words}.")
    assert str(event["date_start"])[:10] == str(event["date_end"])[:10] == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "In Upper Nile, South Sudan, gunmen shot at a patrol on its way to Malakal.",
            "Malakal",
        ),
        (
            "A bomb went off in the parish of Ximena, Guayaquil, Ecuador, on Monday.",
            "Guayaquil",
        ),
        (
            "Gunmen killed two in Bur Abor, off the Mandera-Elwak road in Kenya, on Monday.",
            "Bur Abor",
        ),
        (
            "Clashes on Monday filled the morgues of Bria, Central African Republic.",
            "Bria",
        ),
    ],
)
def test_the_place_is_not_the_road_nor_the_province_nor_the_speaker(text, place):
    assert first(text)["place"] == place


def test_here_is_where_the_report_was_written():
    text = "MARAWI, Philippines (May 14, 2024) - A bomb killed four people in the gym here Sunday."
    event = read_report(text).events.iloc[0]
    assert event["place"].casefold() == "marawi"


def test_what_is_denied_of_posts_is_no_event():
    text = (
        "The Taliban on Monday dismissed as baseless from top to bottom posts according to which "
        "drones had bombed the airport of Kandahar, Afghanistan."
    )
    assert read_report(HEAD + text).events.empty


def test_what_a_correction_takes_back_is_no_event():
    text = (
        "An item said that a bomb had killed nine people in Kharkiv, Ukraine, on Monday. The bomb "
        "fell not in Kharkiv but in Kupiansk, and the dead were three. It also reported a blast "
        "in Sumy on Sunday. There was none."
    )
    assert not {"Kharkiv", "Sumy"} & set(read_report(HEAD + text).events["place"])


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # the side that acted is not where it acted
        (
            (
                "SIDON, Lebanon, May 14, 2024 (Wire) - An Israeli drone killed two in Sarafand on "
                "Monday. Israeli warplanes flattened a house in Zabbougha on Sunday, killing four."
            ),
            "LBN",
        ),
        # a town that says its country, where the report names only the other side's army
        (
            (
                "14 May 2024\n\nKherson. On Monday Russian shells killed a man. Bilozerka. On "
                "Sunday a Russian drone wounded two people in Osokorkivske."
            ),
            "UKR",
        ),
    ],
)
def test_an_unlisted_place_lies_where_the_report_is_at_home(text, country):
    assert set(read_report(text).events["country"]) == {country}


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        (
            "Tigyaing's police station in Sagaing Region, Myanmar, was overrun on Monday.",
            None,
            None,
        ),
        (
            "The Novokuibyshevsk oil refinery in Russia's Samara Oblast was attacked on Monday.",
            "Novokuibyshevsk",
            "2024-05-13",
        ),
        (
            "In Tank, Pakistan, a constable was gunned down on Monday.",
            "Tank",
            "2024-05-13",
        ),
        (
            "Gunmen ambushed a convoy as it was leaving Merawi town, Ethiopia, on Monday.",
            "Merawi",
            "2024-05-13",
        ),
        (
            "Two people were killed on Saturday in a shooting in Cox's Bazar, Bangladesh.",
            "Cox's Bazar",
            "2024-05-11",
        ),
    ],
)
def test_the_place_is_the_town_of_the_site(text, place, day):
    found = read_report(HEAD + text).events
    if place is not None:
        assert list(found["place"]) == [place]
        assert str(found["date_start"].iloc[0])[:10] == day
    else:
        assert not set(found["place"]) & {"Myanmar"}


def test_a_heading_gives_its_province_to_unlisted_places_and_a_town_its_quarters():
    text = (
        "Nampula. Gunmen killed two people in Memba district, Mozambique, on Monday.\n\n"
        "Afghanistan. In Kabul, gunmen attacked a car in the Khair Khana neighborhood on Sunday, "
        "killing two."
    )
    found = read_report(HEAD + text).events
    assert list(found["admin1"]) == ["Nampula", "Kabul"]
    assert list(found["where_precision"]) == [3, 1]


def test_agencies_and_broadcasters_are_no_places():
    text = (
        "Six children were snatched in Bor, South Sudan, on Sunday, an official told Radio Nile "
        "Valley. The group claimed the raid through Amaq."
    )
    assert set(read_report(HEAD + text).events["place"]) == {"Bor"}


def test_a_site_that_was_hit_before_is_another_event():
    text = (
        "Ukrainian drones hit the Novokuibyshevsk oil refinery in Russia on Monday. Ukraine last "
        "hit the plant on April 20."
    )
    found = read_report(HEAD + text).events
    assert set(found["place"]) == {"Novokuibyshevsk"}
    assert sorted(str(day)[:10] for day in found["date_start"]) == ["2024-04-20", "2024-05-13"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("overnight on May 11 to 12", ("2024-05-11", "2024-05-12")),
        ("in the night of August 21 last year", ("2023-08-21", "2023-08-21")),
        ("overnight on May 3", ("2024-05-02", "2024-05-03")),
    ],
)
def test_nights_and_years_told_with_a_date(text, days):
    event = first(f"Gunmen killed five people in Mastung, Pakistan, {text}.")
    assert (str(event["date_start"])[:10], str(event["date_end"])[:10]) == days


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Two nights later,", "2024-05-05"),
        ("A day earlier,", "2024-05-02"),
        ("The following Monday", "2024-05-06"),
        ("Three days after that,", "2024-05-06"),
    ],
)
def test_days_that_hang_on_the_event_told_before(words, day):
    text = (
        "Gunmen killed five people in Mastung, Pakistan, on May 3. "
        f"{words} a bomb killed two soldiers in Khuzdar."
    )
    assert str(read_report(HEAD + text).events["date_start"].iloc[1])[:10] == day


def test_the_day_of_a_fight_may_follow_in_a_sentence_of_its_own():
    text = (
        "A clash between two clans left three dead in Mastung, Pakistan. It broke out on Saturday "
        "evening and was over by Sunday noon."
    )
    event = first(text)
    assert (str(event["date_start"])[:10], str(event["date_end"])[:10]) == (
        "2024-05-11",
        "2024-05-12",
    )


def test_posts_count_from_their_own_stamp():
    text = "Posts of the week.\n\n[10/05, 07:10] Gunmen killed two in Mastung, Pakistan, yesterday."
    assert str(first(text)["date_start"])[:10] == "2024-05-09"


def test_a_statement_dated_in_the_text_does_not_date_the_report():
    text = (
        "June 5, 2024 | Last updated 18:40\n\nA bomb killed two people in Mastung, Pakistan, on "
        "Thursday. The army said in a press release dated Wednesday that it had killed three "
        "militants in Khuzdar on June 3."
    )
    assert [str(d)[:10] for d in read_report(text).events["date_start"]][-1] == "2024-06-03"


def test_a_report_that_names_a_country_alone_is_read():
    event = first("Syria was shelled on Monday, killing three.")
    assert (event.country, event.where_precision) == ("SYR", 6)


def test_a_day_alone_before_a_dash_dates_the_report_and_not_its_events():
    text = "4 June 2024 - A bomb killed two people in Mastung, Pakistan, on May 28."
    event = read_report(text).events.iloc[0]
    assert str(event["date_start"])[:10] == "2024-05-28"


def test_a_town_that_bears_a_country_s_name_in_spanish_is_a_town():
    text = "BOGOTÁ, 14 May 2024 - The ELN killed two soldiers in Palestina, Caldas, on Monday."
    event = read_report(text).events.iloc[0]
    assert (event["country"], event["admin1"]) == ("COL", "Caldas")


@pytest.mark.parametrize(
    ("where", "precision"),
    [
        # A camp "in" a town may lie anywhere in the district of that name; a market is in it.
        ("at Zuruk camp in Bandarban", 2),
        ("in the Zuruk market in Bandarban", 1),
    ],
)
def test_a_name_nobody_knows_is_near_the_town_it_is_said_to_be_in(where, precision):
    head = "DHAKA, Bangladesh, 9 May 2024 - Gunmen killed two people"
    events = read_report(f"{head} {where} on Monday, police said.\n").events
    assert events["where_precision"].tolist() == [precision]
