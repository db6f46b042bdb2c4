const whole = 'instead of the namespace'

export { whole as 'module.exports' }
