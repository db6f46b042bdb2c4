import type { Answer, Asked } from './answer.ts'
import { isSigned } from './sigv4.ts'

const item = { id: { S: 'item-1' }, count: { N: '42' }, tags: { SS: ['a', 'b'] }, blob: { B: 'AQID' } }
const listing =
  '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>' +
  '<KeyCount>1</KeyCount><Contents><Key>a &amp; b.txt</Key><Size>5</Size></Contents></ListBucketResult>'
const converse = {
  output: { message: { role: 'assistant', content: [{ text: 'Hello from Bedrock' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
  metrics: { latencyMs: 1 },
}

const noSuchKey = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>'
const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'application/xml' }, body })

const targets: Record<string, (input: Record<string, unknown>) => Answer> = {
  'DynamoDB_20120810.GetItem': ({ TableName }) =>
    TableName === 'things'
      ? { body: { Item: item } }
      : {
          status: 400,
          body: { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: 'no table' },
        },
  'secretsmanager.GetSecretValue': ({ SecretId }) =>
    SecretId === 'known'
      ? { body: { Name: 'known', SecretString: '{"password":"s3cret"}', CreatedDate: 1_700_000_000 } }
      : { status: 400, body: { __type: 'ResourceNotFoundException', Message: 'no secret' } },
  'AmazonSSM.GetParameter': () => ({
    body: { Parameter: { Name: '/a', Type: 'String', Value: '{"from":"ssm"}', Version: 3 } },
  }),
}

/** As much of AWS as the tools ask for. A request whose signature is wrong is refused, as there. */
export function aws(request: Asked, body: string): Answer {
  if (!isSigned(request, body, process.env.AWS_SECRET_ACCESS_KEY ?? '')) {
    return { status: 403, body: { __type: 'SignatureDoesNotMatch', message: 'The signature is wrong' } }
  }
  const target = targets[String(request.headers['x-amz-target'])]
  if (target) return target(JSON.parse(body))
  const path = request.url?.split('?')[0] ?? ''
  if (path.startsWith('/model/')) return { body: converse }
  if (path === '/bucket/hello.txt') return { headers: { 'content-type': 'text/plain', etag: '"e"' }, body: 'hello' }
  if (path.startsWith('/bucket/') && path.length > 8) return xml(404, noSuchKey)
  return xml(200, listing)
}
