/**
 * Sends a command of the AWS SDK as far as the signed request, which does not leave, and reads an answer.
 *
 * @param body of the answer
 * @throws {Error} when it was not signed
 */
export async function sent(client, command, body) {
  let signed = false
  client.middlewareStack.add(
    () =>
      async ({ request }) => {
        signed = request.headers.authorization.startsWith('AWS4-HMAC-SHA256 ')
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(body) } }
      },
    { step: 'deserialize', priority: 'low', name: 'kept', override: true },
  )
  const output = await client.send(command)
  if (!signed) throw new Error('The request was not signed')
  return output
}
