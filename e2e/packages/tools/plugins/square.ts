import lodash from 'lodash'

export default (n: number): number => lodash.multiply(n, n)
