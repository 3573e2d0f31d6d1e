// `npm run check`: the quick part of `npm test`, for between two commits.
process.argv.push("--only", "types,lint,imports,unused");
await import("./test.mjs");
