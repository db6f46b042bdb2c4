// Five tools that use much-used packages, with clients made while they load: the same code for every server that is measured.
export { http } from './axios.mjs'
export { dynamodb } from './dynamodb.mjs'
export { model } from './openai.mjs'
export { pg } from './pg.mjs'
export { s3 } from './s3.mjs'
