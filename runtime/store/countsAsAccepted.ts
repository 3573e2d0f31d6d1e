/** Condition over `delivery d`: accepted, and not superseded by another accepted one. */
export const countsAsAccepted = `d.state = 'accepted'
  and not exists (select from delivery newer where newer.supersedes_id = d.id and newer.state = 'accepted')`;
