//! Names of regions and wellbeing services counties (act 616/2021 6-7 §, Statistics Finland).

use super::Area;

const fn area(code: &'static str, fi: &'static str, sv: &'static str) -> Area {
    Area { code, fi, sv }
}

pub(super) static REGIONS: &[Area] = &[
    area("01", "Uusimaa", "Nyland"),
    area("02", "Varsinais-Suomi", "Egentliga Finland"),
    area("04", "Satakunta", "Satakunta"),
    area("05", "Kanta-Häme", "Egentliga Tavastland"),
    area("06", "Pirkanmaa", "Birkaland"),
    area("07", "Päijät-Häme", "Päijänne-Tavastland"),
    area("08", "Kymenlaakso", "Kymmenedalen"),
    area("09", "Etelä-Karjala", "Södra Karelen"),
    area("10", "Etelä-Savo", "Södra Savolax"),
    area("11", "Pohjois-Savo", "Norra Savolax"),
    area("12", "Pohjois-Karjala", "Norra Karelen"),
    area("13", "Keski-Suomi", "Mellersta Finland"),
    area("14", "Etelä-Pohjanmaa", "Södra Österbotten"),
    area("15", "Pohjanmaa", "Österbotten"),
    area("16", "Keski-Pohjanmaa", "Mellersta Österbotten"),
    area("17", "Pohjois-Pohjanmaa", "Norra Österbotten"),
    area("18", "Kainuu", "Kajanaland"),
    area("19", "Lappi", "Lappland"),
    area("21", "Ahvenanmaa", "Åland"),
];

pub(super) static COUNTIES: &[Area] = &[
    area(
        "01",
        "Itä-Uudenmaan hyvinvointialue",
        "Östra Nylands välfärdsområde",
    ),
    area(
        "02",
        "Keski-Uudenmaan hyvinvointialue",
        "Mellersta Nylands välfärdsområde",
    ),
    area(
        "03",
        "Länsi-Uudenmaan hyvinvointialue",
        "Västra Nylands välfärdsområde",
    ),
    area(
        "04",
        "Vantaan ja Keravan hyvinvointialue",
        "Vanda och Kervo välfärdsområde",
    ),
    area(
        "05",
        "Varsinais-Suomen hyvinvointialue",
        "Egentliga Finlands välfärdsområde",
    ),
    area(
        "06",
        "Satakunnan hyvinvointialue",
        "Satakunta välfärdsområde",
    ),
    area(
        "07",
        "Kanta-Hämeen hyvinvointialue",
        "Egentliga Tavastlands välfärdsområde",
    ),
    area(
        "08",
        "Pirkanmaan hyvinvointialue",
        "Birkalands välfärdsområde",
    ),
    area(
        "09",
        "Päijät-Hämeen hyvinvointialue",
        "Päijänne-Tavastlands välfärdsområde",
    ),
    area(
        "10",
        "Kymenlaakson hyvinvointialue",
        "Kymmenedalens välfärdsområde",
    ),
    area(
        "11",
        "Etelä-Karjalan hyvinvointialue",
        "Södra Karelens välfärdsområde",
    ),
    area(
        "12",
        "Etelä-Savon hyvinvointialue",
        "Södra Savolax välfärdsområde",
    ),
    area(
        "13",
        "Pohjois-Savon hyvinvointialue",
        "Norra Savolax välfärdsområde",
    ),
    area(
        "14",
        "Pohjois-Karjalan hyvinvointialue",
        "Norra Karelens välfärdsområde",
    ),
    area(
        "15",
        "Keski-Suomen hyvinvointialue",
        "Mellersta Finlands välfärdsområde",
    ),
    area(
        "16",
        "Etelä-Pohjanmaan hyvinvointialue",
        "Södra Österbottens välfärdsområde",
    ),
    area(
        "17",
        "Pohjanmaan hyvinvointialue",
        "Österbottens välfärdsområde",
    ),
    area(
        "18",
        "Keski-Pohjanmaan hyvinvointialue",
        "Mellersta Österbottens välfärdsområde",
    ),
    area(
        "19",
        "Pohjois-Pohjanmaan hyvinvointialue",
        "Norra Österbottens välfärdsområde",
    ),
    area(
        "20",
        "Kainuun hyvinvointialue",
        "Kajanalands välfärdsområde",
    ),
    area("21", "Lapin hyvinvointialue", "Lapplands välfärdsområde"),
    area("90", "Helsingin kaupunki", "Helsingfors stad"),
    area("91", "Ahvenanmaa", "Åland"),
];
