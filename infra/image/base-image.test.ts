import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from '../config/parse-config.ts'
import { baseImage, baseImageFile, readBaseImage } from './base-image.ts'

const digest = `sha256:${'a'.repeat(64)}`

test.each(['public.ecr.aws/lambda/nodejs:24', `public.ecr.aws/lambda/nodejs:24@${digest}`, 'host:5000/node:24'])(
  'the base image may be %s',
  image => {
    expect(readBaseImage(`# Why\nFROM ${image}\n`)).toBe(image)
  },
)

test.each([
  ['no line', '# FROM x:1\n'],
  ['no tag, by which Dependabot looks for a newer digest', `FROM node@${digest}\n`],
  ['a digest that is cut off', 'FROM node:24@sha256:abc\n'],
  ['two lines', 'FROM node:24\nFROM node:26\n'],
  ['a name that nothing reads', 'FROM node:24 AS base\n'],
])('is refused with %s', (_what, dockerfile) => {
  expect(() => readBaseImage(dockerfile)).toThrow(/must have one line FROM IMAGE:TAG or FROM IMAGE:TAG@sha256:…/)
})

test('is what a stack builds upon that names no other', () => {
  const config = { 'mcp:authorization': 'none' }
  expect(parseConfig('dev', config).baseImage).toBe(baseImage)
  expect(parseConfig('dev', { ...config, 'mcp:baseImage': 'other:1' }).baseImage).toBe('other:1')
})

test('is the one that a plain docker build takes, by its tag', () => {
  const [, byDefault] = /^ARG BASE_IMAGE=(.*)$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? []
  expect(byDefault).toBe(baseImage.split('@')[0])
})

test('is where Dependabot looks', () => {
  const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as {
    updates: { 'package-ecosystem': string; directories?: string[] }[]
  }
  const docker = updates.find(each => each['package-ecosystem'] === 'docker')
  expect(docker?.directories?.map(directory => `${directory.slice(1)}/Dockerfile`)).toContain(baseImageFile)
})
