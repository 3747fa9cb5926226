package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.config.Place;

/** One value of a table, and where it stands. */
record CsvCell(String text, Place place) {}
