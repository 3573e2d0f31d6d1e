export * from "../../../kernel/value/column.ts";
