#!/usr/bin/env node
import { main } from './main.ts'
import { packedTemplate } from './packed-template.ts'

await main({ template: packedTemplate(), script: 'npm create serverless-mcp@latest' })
