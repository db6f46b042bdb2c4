module.exports = {
  greeting: process.env.GREETING,
  mode: process.env.NODE_ENV === 'production' ? 'production' : 'other',
}
