import workerpool from 'workerpool'

workerpool.worker({
  loop() {
    for (;;);
  },
})
