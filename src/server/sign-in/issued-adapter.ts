import { errors, type Adapter, type AdapterFactory, type AdapterPayload } from "oidc-provider";
import type { Identity } from "#identity";

/** Keeps what the embedded issuer issues in the database, so that it outlives the program and is known to every copy. */
export const adapterOver =
  ({ issued }: Identity): AdapterFactory =>
  (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const { uid, grantId } = payload;
      const seconds = payload.exp ?? (expiresIn === undefined ? undefined : payload.iat && payload.iat + expiresIn);
      const expires = seconds === undefined ? undefined : new Date(seconds * 1000);
      await issued.save({ model, id, payload: { ...payload }, uid, grant: grantId, expires });
    },
    find: (id): Promise<AdapterPayload | undefined> => issued.find(model, id),
    findByUid: (uid): Promise<AdapterPayload | undefined> => issued.findByUid(model, uid),
    // Codes for devices without a keyboard: we issue none.
    findByUserCode: () => Promise.resolve(undefined),
    async consume(id) {
      if (!(await issued.consume(model, id))) throw new errors.InvalidGrant("used before");
    },
    destroy: (id) => issued.drop(model, id),
    revokeByGrantId: (grant) => issued.dropGrant(model, grant),
  });
