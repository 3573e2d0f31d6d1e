/** Name under which the library and the table of credentials know the county's identity provider. */
export const providerId = "county";
