import { Type } from "typebox";

/**
 * What every contract asks for that changes a thing which somebody else may be changing too.
 *
 * A form sends the version that the person had in sight. When there is a newer one by
 * then, nothing is stored, and the person sees both side by side. A program that has not
 * read before it writes leaves it out: then the last one counts, and every version stays.
 */
export const editing = {
  /** Number of the version that the change starts from; 0 when there was none. */
  basedOn: Type.Optional(Type.Integer({ minimum: 0, description: "Fassung, die beim Bearbeiten zu sehen war" })),
  /** Why; stands beside the version. */
  reason: Type.Optional(Type.String({ maxLength: 500, description: "Warum" })),
};
