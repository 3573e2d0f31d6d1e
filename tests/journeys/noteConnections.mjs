// Loaded into a server under test before its own code (`node --import`): writes down whom it, or
// a thread of it, would speak to, and lets it go on.
import { createSocket, Socket as DatagramSocket } from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { Socket } from "node:net";

const note = (way, host) => appendFileSync(process.env.NOTED_CONNECTIONS, `${way} ${host}\n`);

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  const where = typeof options === "object" ? options : { port: options, host: given[1] };
  note("tcp", where.path ?? where.host ?? "localhost");
  return connect.apply(this, given);
};
const send = DatagramSocket.prototype.send;
DatagramSocket.prototype.send = function (...given) {
  const host = given.findLast((one) => typeof one === "string");
  note("udp", host ?? "localhost");
  return send.apply(this, given);
};
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
  const ask = dns[name];
  dns[name] = (host, ...more) => {
    note("name", host);
    return ask(host, ...more);
  };
}
createSocket("udp4").close();
