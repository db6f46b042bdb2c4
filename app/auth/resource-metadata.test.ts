import { expect, test } from 'vitest'
import { resourceMetadata, resourceMetadataUrl } from './resource-metadata.ts'

const resource = 'https://mcp.example.com/mcp'
const issuer = 'https://login.example.com/'

test('the metadata names the resource and its issuer as they are written', () => {
  expect(resourceMetadata({ resource, issuer })).toEqual({
    resource,
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
  })
})

test('scopes and documentation are there where they are given', () => {
  const documentation = 'https://mcp.example.com/docs'
  expect(resourceMetadata({ resource, issuer, scopes: ['a', 'b'], documentation })).toMatchObject({
    scopes_supported: ['a', 'b'],
    resource_documentation: documentation,
  })
})

test.each([
  ['https://mcp.example.com/mcp', 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp'],
  ['http://[::1]:3000/mcp', 'http://[::1]:3000/.well-known/oauth-protected-resource/mcp'],
  [
    'https://a.execute-api.x.amazonaws.com/dev/mcp',
    'https://a.execute-api.x.amazonaws.com/dev/.well-known/oauth-protected-resource/mcp',
  ],
])('the metadata of %s is at %s', (endpoint, url) => {
  expect(resourceMetadataUrl(endpoint)).toBe(url)
})
