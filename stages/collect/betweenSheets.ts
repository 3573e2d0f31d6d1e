/** What parts the names of sheets in a sentence: no sheet of a workbook has a slash in its name. */
export const betweenSheets = " / ";
