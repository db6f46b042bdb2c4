import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/**
 * What the provider keeps, for as long as the process lives: registered clients, logins on their way, codes, grants and
 * refresh tokens. Not kept are browser sessions, so that each login asks who it is.
 */
export function memoryStorage(): AdapterFactory {
  const models = new Map<string, Map<string, AdapterPayload>>()

  return (model): Adapter => {
    const records = new Map<string, AdapterPayload>()
    models.set(model, records)
    const search = (test: (payload: AdapterPayload) => boolean) => [...records.values()].find(test)

    return {
      async upsert(id, payload) {
        if (model !== 'Session') records.set(id, payload)
      },
      // The provider checks itself whether what it gets has expired.
      find: async id => records.get(id),
      findByUid: async uid => search(payload => payload.uid === uid),
      findByUserCode: async code => search(payload => payload.userCode === code),
      async consume(id) {
        const payload = records.get(id)
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        records.delete(id)
      },
      async revokeByGrantId(grantId) {
        for (const all of models.values()) {
          for (const [id, payload] of all) if (payload.grantId === grantId) all.delete(id)
        }
      },
    }
  }
}
