/**
 * Sends a command of the AWS SDK as far as the signed request, which does not leave.
 *
 * @throws {Error} when it was not signed
 */
export async function sent(client, command) {
  let signed = false
  client.middlewareStack.add(
    () =>
      async ({ request }) => {
        signed = request.headers.authorization.startsWith('AWS4-HMAC-SHA256 ')
        return { response: {}, output: {} }
      },
    { step: 'deserialize', priority: 'low', name: 'kept', override: true },
  )
  await client.send(command)
  if (!signed) throw new Error('The request was not signed')
}
