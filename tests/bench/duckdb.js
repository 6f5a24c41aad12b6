// SPDX-License-Identifier: GPL-3.0-or-later
// Runs SQL in a DuckDB file, for tests/bench/run:
//
//     node duckdb.js MODULES FILE THREADS SQL...
//
// MODULES is the folder that holds node_modules/@duckdb/node-api; THREADS 0: DuckDB's default.
// Prints one JSON object: version, threads, seconds from opening the file to its closing (node's own
// start does not count), peak resident KiB, and the rows of the last statement.
"use strict";
const { createRequire } = require("module");
const path = require("path");

async function main(modules, file, threads, statements) {
    const { DuckDBInstance, version } = createRequire(path.resolve(modules, "x.js"))("@duckdb/node-api");
    const begin = process.hrtime.bigint();
    const instance = await DuckDBInstance.create(file, threads > 0 ? { threads: String(threads) } : {});
    const connection = await instance.connect();
    let rows = [];
    for (const statement of statements) {
        rows = (await connection.runAndReadAll(statement)).getRows();
    }
    const used = await connection.runAndReadAll("SELECT current_setting('threads')");
    connection.closeSync();
    instance.closeSync();
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
    return {
        version: version(),
        threads: Number(used.getRows()[0][0]),
        seconds,
        kib: process.resourceUsage().maxRSS,
        rows: rows.slice(0, 50),
    };
}

const [modules, file, threads, ...statements] = process.argv.slice(2);
main(modules, file, Number(threads), statements)
    .then((result) =>
        console.log(JSON.stringify(result, (key, value) => (typeof value === "bigint" ? Number(value) : value))),
    )
    .catch((error) => {
        console.error(`duckdb.js: ${error.message || error}`);
        process.exitCode = 1;
    });
