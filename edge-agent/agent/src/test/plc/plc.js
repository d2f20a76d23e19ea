// The PLC in tests: node plc.js PORT FOLDER MODULES. Its photo-eye flickers and its encoder counts by themselves, 10 each tenth of a
// second; a new divert sequence is echoed after 20 ms, unless the lane is 99. A line "NAME VALUE" on stdin sets a variable, "quiet" ends
// the flicker. Its clock is AHEAD_MS milliseconds ahead. Prints "ready" when it can be called, and "NAME VALUE" for what is written.
const path = require('node:path');
const readline = require('node:readline');
const { createRequire } = require('node:module');

const [port, folder, modules] = process.argv.slice(2);
const aheadMs = Number(process.env.AHEAD_MS || 0);
if (aheadMs !== 0) {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length === 0 ? [RealDate.now() + aheadMs] : given));
    }

    static now() {
      return RealDate.now() + aheadMs;
    }
  };
}
const opcua = createRequire(path.join(modules, 'x.js'))('node-opcua');

async function main() {
  const certificates = new opcua.OPCUACertificateManager({
    rootFolder: path.join(folder, 'pki'),
    automaticallyAcceptUnknownCertificate: true,
  });
  await certificates.initialize();
  const server = new opcua.OPCUAServer({
    port: Number(port),
    hostname: '127.0.0.1',
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    securityPolicies: [opcua.SecurityPolicy.Basic256Sha256],
    securityModes: [opcua.MessageSecurityMode.SignAndEncrypt],
    allowAnonymous: false,
    userManager: { isValidUser: (name, password) => name === 'tagline' && password === 'secret' },
    serverInfo: { applicationUri: 'urn:test:plc' },
  });
  await server.initialize();
  const space = server.engine.addressSpace;
  const own = space.getOwnNamespace();
  const line = own.addObject({ organizedBy: space.rootFolder.objects, browseName: 'Line' });
  const variables = {};
  const add = (name, dataType, value, minimumSamplingInterval = 10) => {
    variables[name] = own.addVariable({
      componentOf: line, browseName: name, nodeId: `s=${name}`, dataType, minimumSamplingInterval,
      value: { dataType: opcua.DataType[dataType], value },
    });
  };
  const set = (name, value) => variables[name].setValueFromSource(
    { dataType: variables[name].readValue().value.dataType, value });
  add('Eye', 'Boolean', false);
  add('Running', 'Boolean', true);
  add('Encoder', 'UInt32', 0);
  add('LaneFull', 'Boolean', false);
  add('Name', 'String', 'line 1');
  add('Verdict', 'UInt16', 0);
  add('DivertLane', 'Byte', 0);
  add('DivertPosition', 'UInt32', 0);
  add('DivertSequence', 'Int16', 0);
  add('DivertDone', 'Int16', 41);
  add('Heartbeat', 'UInt32', 0);
  const lamps = [1, 2, 3, 4].map((number) => `Lamp${number}`);
  lamps.forEach((name) => add(name, 'Boolean', name === 'Lamp1'));
  variables.DivertSequence.on('value_changed', (value) => {
    if (variables.DivertLane.readValue().value.value !== 99) {
      setTimeout(() => set('DivertDone', value.value.value), 20);
    }
  });
  for (const name of ['Verdict', 'DivertLane', 'DivertPosition', 'DivertSequence', 'Heartbeat', ...lamps]) {
    variables[name].on('value_changed', (value) => console.log(`${name} ${value.value.value}`));
  }
  let count = 0;
  let quiet = false;
  readline.createInterface({ input: process.stdin }).on('line', (given) => {
    const [name, value] = given.split(' ');
    if (name === 'quiet') {
      quiet = true;
      set('Eye', false);
    } else {
      set(name, JSON.parse(value));
    }
  }).on('close', () => process.exit(0));
  setInterval(() => {
    count += 1;
    if (!quiet) {
      set('Eye', count % 2 === 1);
    }
    set('Encoder', count * 10);
  }, 100);
  await server.start();
  console.log('ready');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
