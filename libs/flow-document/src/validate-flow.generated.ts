// Written by scripts/write-schema.ts from flow-schema.ts. Don't edit.
// @ts-nocheck
/* oxlint-disable */
"use strict";
export const validate = validate20;

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:maillon:flow:1","title":"Maillon flow","type":"object","required":["format","id","name","settings","nodes","edges","notes","requires"],"additionalProperties":false,"properties":{"format":{"const":"maillon.flow/1"},"id":{"type":"string","pattern":"^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$"},"name":{"type":"string","minLength":1,"maxLength":200},"description":{"type":"string","maxLength":20000},"settings":{"type":"object","additionalProperties":false,"properties":{"timeZone":{"description":"IANA name. Default: the workspace’s.","type":"string","minLength":1,"maxLength":64},"locale":{"enum":["fr","en"]},"overlap":{"description":"What a run does that starts while another is still going. Default: queue.","enum":["queue","skip","cancel-older","parallel"]},"concurrency":{"description":"For `parallel`: runs at once.","type":"integer","minimum":1,"maximum":1000},"timeoutMs":{"description":"Of a whole run, in milliseconds. Default: one hour.","type":"integer","minimum":0,"maximum":2678400000},"lane":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,39}$"},"priority":{"description":"1 (first) to 10; default 5.","type":"integer","minimum":1,"maximum":10},"errorFlow":{"description":"Flow that is started when a run fails for good.","type":"object","required":["id","name"],"additionalProperties":false,"properties":{"id":{"type":"string","minLength":1,"maxLength":100},"name":{"type":"string","maxLength":200}}},"keepDays":{"description":"Days that runs and their data are kept.","type":"integer","minimum":1,"maximum":36500},"tags":{"description":"What people sort and find flows and their runs by.","type":"array","minItems":1,"maxItems":20,"uniqueItems":true,"items":{"type":"string","minLength":1,"maxLength":40,"pattern":"^[^\\s,](?:[^\\r\\n\\t,]*[^\\s,])?$"}}}},"nodes":{"type":"array","maxItems":5000,"items":{"type":"object","required":["id","type","version","name","position","params"],"additionalProperties":false,"properties":{"id":{"description":"Readable slug, unique in the document; expressions name the node by it.","type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"type":{"description":"Node type, for example `excel.read`.","type":"string","maxLength":100,"pattern":"^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"},"version":{"type":"integer","minimum":1,"maximum":1000000},"name":{"type":"string","minLength":1,"maxLength":200},"position":{"description":"Where it stands on the canvas. Coordinates out of bounds are moved back when the document is read.","type":"object","required":["x","y"],"additionalProperties":false,"properties":{"x":{"type":"number"},"y":{"type":"number"}}},"params":{"description":"By the parameter schema of the node type. Text may hold {{expressions}}.","type":"object"},"credentials":{"description":"By slot of the node type: the id of a credential and a name that an import can map. Never a secret.","type":"object","maxProperties":20,"propertyNames":{"pattern":"^[a-zA-Z][a-zA-Z0-9-]{0,39}$"},"additionalProperties":{"type":"object","required":["id","name"],"additionalProperties":false,"properties":{"id":{"type":"string","maxLength":100},"name":{"type":"string","maxLength":200},"type":{"description":"Credential type, for an import.","type":"string","maxLength":100}}}},"mode":{"description":"Once for each item, or once for all. Default: the first way that the node type knows.","enum":["each","all"]},"retry":{"description":"How often, and after which waits, a failed attempt is made again. Default: 3 attempts, 10 s then doubling to 5 min.","type":"object","required":["attempts","wait"],"additionalProperties":false,"properties":{"attempts":{"description":"Tries altogether, the first included. The compiler says how many are accepted.","type":"integer","minimum":0,"maximum":1000},"wait":{"type":"object","required":["kind"],"properties":{"kind":{"enum":["fixed","exponential","list"]}},"allOf":[{"if":{"required":["kind"],"properties":{"kind":{"const":"fixed"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"exponential"}}},"then":{"required":["firstMs","maxMs"],"properties":{"kind":true,"firstMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"maxMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"jitter":{"type":"boolean"}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"list"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"type":"array","items":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"minItems":1,"maxItems":100}},"additionalProperties":false}}]}}},"untilFound":{"description":"Look again while it succeeds without giving an item.","type":"object","required":["attempts","wait"],"additionalProperties":false,"properties":{"attempts":{"description":"Tries altogether, the first included. The compiler says how many are accepted.","type":"integer","minimum":0,"maximum":1000},"wait":{"type":"object","required":["kind"],"properties":{"kind":{"enum":["fixed","exponential","list"]}},"allOf":[{"if":{"required":["kind"],"properties":{"kind":{"const":"fixed"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"exponential"}}},"then":{"required":["firstMs","maxMs"],"properties":{"kind":true,"firstMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"maxMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"jitter":{"type":"boolean"}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"list"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"type":"array","items":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"minItems":1,"maxItems":100}},"additionalProperties":false}}]}}},"runOnEmpty":{"description":"Runs although nothing comes in. Default: what the node type says.","type":"boolean"},"timeoutMs":{"description":"Milliseconds. Default: the limit of the node type.","type":"integer","minimum":0,"maximum":2678400000},"onError":{"description":"What becomes of an item that fails for good. Default: stop.","type":"object","required":["choice"],"additionalProperties":false,"properties":{"choice":{"enum":["stop","skip","replace","set-aside","branch"]},"value":{"description":"For `replace`: the item to go on with.","type":"object"}}},"disabled":{"type":"boolean"},"pinned":{"description":"Items by output port that a test run uses instead of running the node.","type":"object","maxProperties":100,"additionalProperties":{"type":"array","maxItems":1000,"items":{"type":"object"}}},"parent":{"description":"The container (a loop) whose body it belongs to.","type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"}}}},"edges":{"description":"Lines from an output port to an input port, each side written `node.port`. Their order is the order in which several are read.","type":"array","maxItems":20000,"items":{"type":"object","required":["from","to"],"additionalProperties":false,"properties":{"from":{"type":"string","maxLength":170,"pattern":"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},"to":{"type":"string","maxLength":170,"pattern":"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"}}}},"notes":{"type":"array","maxItems":1000,"items":{"type":"object","required":["id","text","position","size"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"text":{"type":"string","maxLength":20000},"position":{"description":"Where it stands on the canvas. Coordinates out of bounds are moved back when the document is read.","type":"object","required":["x","y"],"additionalProperties":false,"properties":{"x":{"type":"number"},"y":{"type":"number"}}},"size":{"type":"object","required":["width","height"],"additionalProperties":false,"properties":{"width":{"type":"number"},"height":{"type":"number"}}}}}},"groups":{"type":"array","maxItems":1000,"items":{"description":"A frame around nodes, for people: it changes nothing of what runs.","type":"object","required":["id","name","nodes"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"name":{"type":"string","minLength":1,"maxLength":200},"nodes":{"description":"Ids of its nodes; a node is in one group at most.","type":"array","minItems":1,"maxItems":5000,"items":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"}},"folded":{"description":"Drawn as one box.","const":true}}}},"requires":{"description":"Packages that the nodes come from, with their version ranges.","type":"object","maxProperties":200,"propertyNames":{"pattern":"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$","maxLength":214},"additionalProperties":{"type":"string","maxLength":100}}}};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$", "u");
const pattern5 = new RegExp("^[a-z][a-z0-9-]{0,39}$", "u");
const pattern6 = new RegExp("^[^\\s,](?:[^\\r\\n\\t,]*[^\\s,])?$", "u");
const pattern7 = new RegExp("^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$", "u");
const pattern8 = new RegExp("^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$", "u");
const pattern9 = new RegExp("^[a-zA-Z][a-zA-Z0-9-]{0,39}$", "u");
const pattern11 = new RegExp("^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$", "u");
const pattern16 = new RegExp("^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="urn:maillon:flow:1" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.format === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "format"},message:"must have required property '"+"format"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.settings === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "settings"},message:"must have required property '"+"settings"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.nodes === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nodes"},message:"must have required property '"+"nodes"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.edges === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "edges"},message:"must have required property '"+"edges"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.notes === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "notes"},message:"must have required property '"+"notes"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.requires === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requires"},message:"must have required property '"+"requires"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.format !== undefined){
if("maillon.flow/1" !== data.format){
const err9 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/const",keyword:"const",params:{allowedValue: "maillon.flow/1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err10 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$"},message:"must match pattern \""+"^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.name !== undefined){
let data2 = data.name;
if(typeof data2 === "string"){
if(data2.length > 200){
const err12 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data2.length < 1){
const err13 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.description !== undefined){
let data3 = data.description;
if(typeof data3 === "string"){
if(data3.length > 20000){
const err15 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 20000},message:"must NOT have more than 20000 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.settings !== undefined){
let data4 = data.settings;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(func1.call(schema31.properties.settings.properties, key1))){
const err17 = {instancePath:instancePath+"/settings",schemaPath:"#/properties/settings/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data4.timeZone !== undefined){
let data5 = data4.timeZone;
if(typeof data5 === "string"){
if(data5.length > 64){
const err18 = {instancePath:instancePath+"/settings/timeZone",schemaPath:"#/properties/settings/properties/timeZone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data5.length < 1){
const err19 = {instancePath:instancePath+"/settings/timeZone",schemaPath:"#/properties/settings/properties/timeZone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/settings/timeZone",schemaPath:"#/properties/settings/properties/timeZone/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data4.locale !== undefined){
let data6 = data4.locale;
if(!((data6 === "fr") || (data6 === "en"))){
const err21 = {instancePath:instancePath+"/settings/locale",schemaPath:"#/properties/settings/properties/locale/enum",keyword:"enum",params:{allowedValues: schema31.properties.settings.properties.locale.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data4.overlap !== undefined){
let data7 = data4.overlap;
if(!((((data7 === "queue") || (data7 === "skip")) || (data7 === "cancel-older")) || (data7 === "parallel"))){
const err22 = {instancePath:instancePath+"/settings/overlap",schemaPath:"#/properties/settings/properties/overlap/enum",keyword:"enum",params:{allowedValues: schema31.properties.settings.properties.overlap.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data4.concurrency !== undefined){
let data8 = data4.concurrency;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err23 = {instancePath:instancePath+"/settings/concurrency",schemaPath:"#/properties/settings/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1000 || isNaN(data8)){
const err24 = {instancePath:instancePath+"/settings/concurrency",schemaPath:"#/properties/settings/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err25 = {instancePath:instancePath+"/settings/concurrency",schemaPath:"#/properties/settings/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data4.timeoutMs !== undefined){
let data9 = data4.timeoutMs;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err26 = {instancePath:instancePath+"/settings/timeoutMs",schemaPath:"#/properties/settings/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2678400000 || isNaN(data9)){
const err27 = {instancePath:instancePath+"/settings/timeoutMs",schemaPath:"#/properties/settings/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data9 < 0 || isNaN(data9)){
const err28 = {instancePath:instancePath+"/settings/timeoutMs",schemaPath:"#/properties/settings/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data4.lane !== undefined){
let data10 = data4.lane;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err29 = {instancePath:instancePath+"/settings/lane",schemaPath:"#/properties/settings/properties/lane/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,39}$"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,39}$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/settings/lane",schemaPath:"#/properties/settings/properties/lane/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data4.priority !== undefined){
let data11 = data4.priority;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err31 = {instancePath:instancePath+"/settings/priority",schemaPath:"#/properties/settings/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 10 || isNaN(data11)){
const err32 = {instancePath:instancePath+"/settings/priority",schemaPath:"#/properties/settings/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data11 < 1 || isNaN(data11)){
const err33 = {instancePath:instancePath+"/settings/priority",schemaPath:"#/properties/settings/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
if(data4.errorFlow !== undefined){
let data12 = data4.errorFlow;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.id === undefined){
const err34 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data12.name === undefined){
const err35 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
for(const key2 in data12){
if(!((key2 === "id") || (key2 === "name"))){
const err36 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data12.id !== undefined){
let data13 = data12.id;
if(typeof data13 === "string"){
if(data13.length > 100){
const err37 = {instancePath:instancePath+"/settings/errorFlow/id",schemaPath:"#/properties/settings/properties/errorFlow/properties/id/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data13.length < 1){
const err38 = {instancePath:instancePath+"/settings/errorFlow/id",schemaPath:"#/properties/settings/properties/errorFlow/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/settings/errorFlow/id",schemaPath:"#/properties/settings/properties/errorFlow/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.name !== undefined){
let data14 = data12.name;
if(typeof data14 === "string"){
if(data14.length > 200){
const err40 = {instancePath:instancePath+"/settings/errorFlow/name",schemaPath:"#/properties/settings/properties/errorFlow/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/settings/errorFlow/name",schemaPath:"#/properties/settings/properties/errorFlow/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data4.keepDays !== undefined){
let data15 = data4.keepDays;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err43 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 36500 || isNaN(data15)){
const err44 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/maximum",keyword:"maximum",params:{comparison: "<=", limit: 36500},message:"must be <= 36500"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data15 < 1 || isNaN(data15)){
const err45 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
if(data4.tags !== undefined){
let data16 = data4.tags;
if(Array.isArray(data16)){
if(data16.length > 20){
const err46 = {instancePath:instancePath+"/settings/tags",schemaPath:"#/properties/settings/properties/tags/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data16.length < 1){
const err47 = {instancePath:instancePath+"/settings/tags",schemaPath:"#/properties/settings/properties/tags/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
if(typeof data17 === "string"){
if(data17.length > 40){
const err48 = {instancePath:instancePath+"/settings/tags/" + i0,schemaPath:"#/properties/settings/properties/tags/items/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data17.length < 1){
const err49 = {instancePath:instancePath+"/settings/tags/" + i0,schemaPath:"#/properties/settings/properties/tags/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(!pattern6.test(data17)){
const err50 = {instancePath:instancePath+"/settings/tags/" + i0,schemaPath:"#/properties/settings/properties/tags/items/pattern",keyword:"pattern",params:{pattern: "^[^\\s,](?:[^\\r\\n\\t,]*[^\\s,])?$"},message:"must match pattern \""+"^[^\\s,](?:[^\\r\\n\\t,]*[^\\s,])?$"+"\""};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/settings/tags/" + i0,schemaPath:"#/properties/settings/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
let i1 = data16.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data16[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err52 = {instancePath:instancePath+"/settings/tags",schemaPath:"#/properties/settings/properties/tags/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err53 = {instancePath:instancePath+"/settings/tags",schemaPath:"#/properties/settings/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/settings",schemaPath:"#/properties/settings/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.nodes !== undefined){
let data18 = data.nodes;
if(Array.isArray(data18)){
if(data18.length > 5000){
const err55 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
const len1 = data18.length;
for(let i2=0; i2<len1; i2++){
let data19 = data18[i2];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.id === undefined){
const err56 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data19.type === undefined){
const err57 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data19.version === undefined){
const err58 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data19.name === undefined){
const err59 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data19.position === undefined){
const err60 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data19.params === undefined){
const err61 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "params"},message:"must have required property '"+"params"+"'"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
for(const key3 in data19){
if(!(func1.call(schema31.properties.nodes.items.properties, key3))){
const err62 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data19.id !== undefined){
let data20 = data19.id;
if(typeof data20 === "string"){
if(!pattern7.test(data20)){
const err63 = {instancePath:instancePath+"/nodes/" + i2+"/id",schemaPath:"#/properties/nodes/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/nodes/" + i2+"/id",schemaPath:"#/properties/nodes/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data19.type !== undefined){
let data21 = data19.type;
if(typeof data21 === "string"){
if(data21.length > 100){
const err65 = {instancePath:instancePath+"/nodes/" + i2+"/type",schemaPath:"#/properties/nodes/items/properties/type/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(!pattern8.test(data21)){
const err66 = {instancePath:instancePath+"/nodes/" + i2+"/type",schemaPath:"#/properties/nodes/items/properties/type/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"},message:"must match pattern \""+"^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"+"\""};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/nodes/" + i2+"/type",schemaPath:"#/properties/nodes/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data19.version !== undefined){
let data22 = data19.version;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err68 = {instancePath:instancePath+"/nodes/" + i2+"/version",schemaPath:"#/properties/nodes/items/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 1000000 || isNaN(data22)){
const err69 = {instancePath:instancePath+"/nodes/" + i2+"/version",schemaPath:"#/properties/nodes/items/properties/version/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data22 < 1 || isNaN(data22)){
const err70 = {instancePath:instancePath+"/nodes/" + i2+"/version",schemaPath:"#/properties/nodes/items/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
if(data19.name !== undefined){
let data23 = data19.name;
if(typeof data23 === "string"){
if(data23.length > 200){
const err71 = {instancePath:instancePath+"/nodes/" + i2+"/name",schemaPath:"#/properties/nodes/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(data23.length < 1){
const err72 = {instancePath:instancePath+"/nodes/" + i2+"/name",schemaPath:"#/properties/nodes/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/nodes/" + i2+"/name",schemaPath:"#/properties/nodes/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data19.position !== undefined){
let data24 = data19.position;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.x === undefined){
const err74 = {instancePath:instancePath+"/nodes/" + i2+"/position",schemaPath:"#/properties/nodes/items/properties/position/required",keyword:"required",params:{missingProperty: "x"},message:"must have required property '"+"x"+"'"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data24.y === undefined){
const err75 = {instancePath:instancePath+"/nodes/" + i2+"/position",schemaPath:"#/properties/nodes/items/properties/position/required",keyword:"required",params:{missingProperty: "y"},message:"must have required property '"+"y"+"'"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
for(const key4 in data24){
if(!((key4 === "x") || (key4 === "y"))){
const err76 = {instancePath:instancePath+"/nodes/" + i2+"/position",schemaPath:"#/properties/nodes/items/properties/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data24.x !== undefined){
let data25 = data24.x;
if(!((typeof data25 == "number") && (isFinite(data25)))){
const err77 = {instancePath:instancePath+"/nodes/" + i2+"/position/x",schemaPath:"#/properties/nodes/items/properties/position/properties/x/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data24.y !== undefined){
let data26 = data24.y;
if(!((typeof data26 == "number") && (isFinite(data26)))){
const err78 = {instancePath:instancePath+"/nodes/" + i2+"/position/y",schemaPath:"#/properties/nodes/items/properties/position/properties/y/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/nodes/" + i2+"/position",schemaPath:"#/properties/nodes/items/properties/position/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data19.params !== undefined){
let data27 = data19.params;
if(!(data27 && typeof data27 == "object" && !Array.isArray(data27))){
const err80 = {instancePath:instancePath+"/nodes/" + i2+"/params",schemaPath:"#/properties/nodes/items/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data19.credentials !== undefined){
let data28 = data19.credentials;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(Object.keys(data28).length > 20){
const err81 = {instancePath:instancePath+"/nodes/" + i2+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
for(const key5 in data28){
const _errs61 = errors;
if(typeof key5 === "string"){
if(!pattern9.test(key5)){
const err82 = {instancePath:instancePath+"/nodes/" + i2+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z][a-zA-Z0-9-]{0,39}$"},message:"must match pattern \""+"^[a-zA-Z][a-zA-Z0-9-]{0,39}$"+"\"",propertyName:key5};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
var valid10 = _errs61 === errors;
if(!valid10){
const err83 = {instancePath:instancePath+"/nodes/" + i2+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
for(const key6 in data28){
let data29 = data28[key6];
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.id === undefined){
const err84 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data29.name === undefined){
const err85 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
for(const key7 in data29){
if(!(((key7 === "id") || (key7 === "name")) || (key7 === "type"))){
const err86 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data29.id !== undefined){
let data30 = data29.id;
if(typeof data30 === "string"){
if(data30.length > 100){
const err87 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/id",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/id/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/id",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data29.name !== undefined){
let data31 = data29.name;
if(typeof data31 === "string"){
if(data31.length > 200){
const err89 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data29.type !== undefined){
let data32 = data29.type;
if(typeof data32 === "string"){
if(data32.length > 100){
const err91 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/type/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/nodes/" + i2+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
else {
const err94 = {instancePath:instancePath+"/nodes/" + i2+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data19.mode !== undefined){
let data33 = data19.mode;
if(!((data33 === "each") || (data33 === "all"))){
const err95 = {instancePath:instancePath+"/nodes/" + i2+"/mode",schemaPath:"#/properties/nodes/items/properties/mode/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data19.retry !== undefined){
let data34 = data19.retry;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.attempts === undefined){
const err96 = {instancePath:instancePath+"/nodes/" + i2+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data34.wait === undefined){
const err97 = {instancePath:instancePath+"/nodes/" + i2+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/required",keyword:"required",params:{missingProperty: "wait"},message:"must have required property '"+"wait"+"'"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
for(const key8 in data34){
if(!((key8 === "attempts") || (key8 === "wait"))){
const err98 = {instancePath:instancePath+"/nodes/" + i2+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data34.attempts !== undefined){
let data35 = data34.attempts;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err99 = {instancePath:instancePath+"/nodes/" + i2+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 1000 || isNaN(data35)){
const err100 = {instancePath:instancePath+"/nodes/" + i2+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(data35 < 0 || isNaN(data35)){
const err101 = {instancePath:instancePath+"/nodes/" + i2+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
if(data34.wait !== undefined){
let data36 = data34.wait;
const _errs81 = errors;
let valid15 = true;
const _errs82 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
let missing0;
if((data36.kind === undefined) && (missing0 = "kind")){
const err102 = {};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
else {
if(data36.kind !== undefined){
if("fixed" !== data36.kind){
const err103 = {};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
}
var _valid0 = _errs82 === errors;
errors = _errs81;
if(vErrors !== null){
if(_errs81){
vErrors.length = _errs81;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs84 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.ms === undefined){
const err104 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
for(const key9 in data36){
if(!((key9 === "kind") || (key9 === "ms"))){
const err105 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data36.ms !== undefined){
let data38 = data36.ms;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err106 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 2678400000 || isNaN(data38)){
const err107 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if(data38 < 0 || isNaN(data38)){
const err108 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
}
var _valid0 = _errs84 === errors;
valid15 = _valid0;
if(valid15){
var props0 = true;
}
}
if(!valid15){
const err109 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
const _errs89 = errors;
let valid18 = true;
const _errs90 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
let missing1;
if((data36.kind === undefined) && (missing1 = "kind")){
const err110 = {};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
else {
if(data36.kind !== undefined){
if("exponential" !== data36.kind){
const err111 = {};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
}
}
var _valid1 = _errs90 === errors;
errors = _errs89;
if(vErrors !== null){
if(_errs89){
vErrors.length = _errs89;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs92 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.firstMs === undefined){
const err112 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "firstMs"},message:"must have required property '"+"firstMs"+"'"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(data36.maxMs === undefined){
const err113 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "maxMs"},message:"must have required property '"+"maxMs"+"'"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
for(const key10 in data36){
if(!((((key10 === "kind") || (key10 === "firstMs")) || (key10 === "maxMs")) || (key10 === "jitter"))){
const err114 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data36.firstMs !== undefined){
let data40 = data36.firstMs;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err115 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 2678400000 || isNaN(data40)){
const err116 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if(data40 < 0 || isNaN(data40)){
const err117 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
if(data36.maxMs !== undefined){
let data41 = data36.maxMs;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err118 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 2678400000 || isNaN(data41)){
const err119 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if(data41 < 0 || isNaN(data41)){
const err120 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
}
if(data36.jitter !== undefined){
if(typeof data36.jitter !== "boolean"){
const err121 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/jitter",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/jitter/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
var _valid1 = _errs92 === errors;
valid18 = _valid1;
if(valid18){
var props1 = true;
}
}
if(!valid18){
const err122 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
const _errs101 = errors;
let valid21 = true;
const _errs102 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
let missing2;
if((data36.kind === undefined) && (missing2 = "kind")){
const err123 = {};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
else {
if(data36.kind !== undefined){
if("list" !== data36.kind){
const err124 = {};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
}
var _valid2 = _errs102 === errors;
errors = _errs101;
if(vErrors !== null){
if(_errs101){
vErrors.length = _errs101;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs104 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.ms === undefined){
const err125 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
for(const key11 in data36){
if(!((key11 === "kind") || (key11 === "ms"))){
const err126 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data36.ms !== undefined){
let data44 = data36.ms;
if(Array.isArray(data44)){
if(data44.length > 100){
const err127 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
if(data44.length < 1){
const err128 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
const len2 = data44.length;
for(let i3=0; i3<len2; i3++){
let data45 = data44[i3];
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err129 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms/" + i3,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 2678400000 || isNaN(data45)){
const err130 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms/" + i3,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if(data45 < 0 || isNaN(data45)){
const err131 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms/" + i3,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
}
}
else {
const err132 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
}
var _valid2 = _errs104 === errors;
valid21 = _valid2;
if(valid21){
var props2 = true;
}
}
if(!valid21){
const err133 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
if(props0 !== true && props2 !== undefined){
if(props2 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props2);
}
}
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.kind === undefined){
const err134 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if(props0 !== true){
props0 = props0 || {};
props0.kind = true;
}
if(data36.kind !== undefined){
let data46 = data36.kind;
if(!(((data46 === "fixed") || (data46 === "exponential")) || (data46 === "list"))){
const err135 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait/kind",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/properties/kind/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.retry.properties.wait.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
else {
const err136 = {instancePath:instancePath+"/nodes/" + i2+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
}
else {
const err137 = {instancePath:instancePath+"/nodes/" + i2+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data19.untilFound !== undefined){
let data47 = data19.untilFound;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.attempts === undefined){
const err138 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
if(data47.wait === undefined){
const err139 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/required",keyword:"required",params:{missingProperty: "wait"},message:"must have required property '"+"wait"+"'"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
for(const key12 in data47){
if(!((key12 === "attempts") || (key12 === "wait"))){
const err140 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data47.attempts !== undefined){
let data48 = data47.attempts;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
const err141 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/attempts",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 > 1000 || isNaN(data48)){
const err142 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/attempts",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if(data48 < 0 || isNaN(data48)){
const err143 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/attempts",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
}
if(data47.wait !== undefined){
let data49 = data47.wait;
const _errs119 = errors;
let valid29 = true;
const _errs120 = errors;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
let missing3;
if((data49.kind === undefined) && (missing3 = "kind")){
const err144 = {};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
else {
if(data49.kind !== undefined){
if("fixed" !== data49.kind){
const err145 = {};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
}
}
var _valid3 = _errs120 === errors;
errors = _errs119;
if(vErrors !== null){
if(_errs119){
vErrors.length = _errs119;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs122 = errors;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.ms === undefined){
const err146 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
for(const key13 in data49){
if(!((key13 === "kind") || (key13 === "ms"))){
const err147 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data49.ms !== undefined){
let data51 = data49.ms;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err148 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 2678400000 || isNaN(data51)){
const err149 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/properties/ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if(data51 < 0 || isNaN(data51)){
const err150 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/properties/ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
}
}
var _valid3 = _errs122 === errors;
valid29 = _valid3;
if(valid29){
var props3 = true;
}
}
if(!valid29){
const err151 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
const _errs127 = errors;
let valid32 = true;
const _errs128 = errors;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
let missing4;
if((data49.kind === undefined) && (missing4 = "kind")){
const err152 = {};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
else {
if(data49.kind !== undefined){
if("exponential" !== data49.kind){
const err153 = {};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
}
}
var _valid4 = _errs128 === errors;
errors = _errs127;
if(vErrors !== null){
if(_errs127){
vErrors.length = _errs127;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs130 = errors;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.firstMs === undefined){
const err154 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "firstMs"},message:"must have required property '"+"firstMs"+"'"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
if(data49.maxMs === undefined){
const err155 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "maxMs"},message:"must have required property '"+"maxMs"+"'"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
for(const key14 in data49){
if(!((((key14 === "kind") || (key14 === "firstMs")) || (key14 === "maxMs")) || (key14 === "jitter"))){
const err156 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data49.firstMs !== undefined){
let data53 = data49.firstMs;
if(!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))){
const err157 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/firstMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 > 2678400000 || isNaN(data53)){
const err158 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/firstMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if(data53 < 0 || isNaN(data53)){
const err159 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/firstMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
}
if(data49.maxMs !== undefined){
let data54 = data49.maxMs;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
const err160 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 > 2678400000 || isNaN(data54)){
const err161 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/maxMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(data54 < 0 || isNaN(data54)){
const err162 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
}
if(data49.jitter !== undefined){
if(typeof data49.jitter !== "boolean"){
const err163 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/jitter",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/jitter/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
}
var _valid4 = _errs130 === errors;
valid32 = _valid4;
if(valid32){
var props4 = true;
}
}
if(!valid32){
const err164 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
if(props3 !== true && props4 !== undefined){
if(props4 === true){
props3 = true;
}
else {
props3 = props3 || {};
Object.assign(props3, props4);
}
}
const _errs139 = errors;
let valid35 = true;
const _errs140 = errors;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
let missing5;
if((data49.kind === undefined) && (missing5 = "kind")){
const err165 = {};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
else {
if(data49.kind !== undefined){
if("list" !== data49.kind){
const err166 = {};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
}
}
var _valid5 = _errs140 === errors;
errors = _errs139;
if(vErrors !== null){
if(_errs139){
vErrors.length = _errs139;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs142 = errors;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.ms === undefined){
const err167 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
for(const key15 in data49){
if(!((key15 === "kind") || (key15 === "ms"))){
const err168 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data49.ms !== undefined){
let data57 = data49.ms;
if(Array.isArray(data57)){
if(data57.length > 100){
const err169 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
if(data57.length < 1){
const err170 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
const len3 = data57.length;
for(let i4=0; i4<len3; i4++){
let data58 = data57[i4];
if(!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58)))){
const err171 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms/" + i4,schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 > 2678400000 || isNaN(data58)){
const err172 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms/" + i4,schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
if(data58 < 0 || isNaN(data58)){
const err173 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms/" + i4,schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
}
}
else {
const err174 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
}
var _valid5 = _errs142 === errors;
valid35 = _valid5;
if(valid35){
var props5 = true;
}
}
if(!valid35){
const err175 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(props3 !== true && props5 !== undefined){
if(props5 === true){
props3 = true;
}
else {
props3 = props3 || {};
Object.assign(props3, props5);
}
}
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.kind === undefined){
const err176 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
if(props3 !== true){
props3 = props3 || {};
props3.kind = true;
}
if(data49.kind !== undefined){
let data59 = data49.kind;
if(!(((data59 === "fixed") || (data59 === "exponential")) || (data59 === "list"))){
const err177 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait/kind",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/properties/kind/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.untilFound.properties.wait.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
}
else {
const err178 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
}
else {
const err179 = {instancePath:instancePath+"/nodes/" + i2+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
if(data19.runOnEmpty !== undefined){
if(typeof data19.runOnEmpty !== "boolean"){
const err180 = {instancePath:instancePath+"/nodes/" + i2+"/runOnEmpty",schemaPath:"#/properties/nodes/items/properties/runOnEmpty/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
if(data19.timeoutMs !== undefined){
let data61 = data19.timeoutMs;
if(!(((typeof data61 == "number") && (!(data61 % 1) && !isNaN(data61))) && (isFinite(data61)))){
const err181 = {instancePath:instancePath+"/nodes/" + i2+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 > 2678400000 || isNaN(data61)){
const err182 = {instancePath:instancePath+"/nodes/" + i2+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
if(data61 < 0 || isNaN(data61)){
const err183 = {instancePath:instancePath+"/nodes/" + i2+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
}
if(data19.onError !== undefined){
let data62 = data19.onError;
if(data62 && typeof data62 == "object" && !Array.isArray(data62)){
if(data62.choice === undefined){
const err184 = {instancePath:instancePath+"/nodes/" + i2+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/required",keyword:"required",params:{missingProperty: "choice"},message:"must have required property '"+"choice"+"'"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
for(const key16 in data62){
if(!((key16 === "choice") || (key16 === "value"))){
const err185 = {instancePath:instancePath+"/nodes/" + i2+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
if(data62.choice !== undefined){
let data63 = data62.choice;
if(!(((((data63 === "stop") || (data63 === "skip")) || (data63 === "replace")) || (data63 === "set-aside")) || (data63 === "branch"))){
const err186 = {instancePath:instancePath+"/nodes/" + i2+"/onError/choice",schemaPath:"#/properties/nodes/items/properties/onError/properties/choice/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.onError.properties.choice.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
if(data62.value !== undefined){
let data64 = data62.value;
if(!(data64 && typeof data64 == "object" && !Array.isArray(data64))){
const err187 = {instancePath:instancePath+"/nodes/" + i2+"/onError/value",schemaPath:"#/properties/nodes/items/properties/onError/properties/value/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
}
else {
const err188 = {instancePath:instancePath+"/nodes/" + i2+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
if(data19.disabled !== undefined){
if(typeof data19.disabled !== "boolean"){
const err189 = {instancePath:instancePath+"/nodes/" + i2+"/disabled",schemaPath:"#/properties/nodes/items/properties/disabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
if(data19.pinned !== undefined){
let data66 = data19.pinned;
if(data66 && typeof data66 == "object" && !Array.isArray(data66)){
if(Object.keys(data66).length > 100){
const err190 = {instancePath:instancePath+"/nodes/" + i2+"/pinned",schemaPath:"#/properties/nodes/items/properties/pinned/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
for(const key17 in data66){
let data67 = data66[key17];
if(Array.isArray(data67)){
if(data67.length > 1000){
const err191 = {instancePath:instancePath+"/nodes/" + i2+"/pinned/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
const len4 = data67.length;
for(let i5=0; i5<len4; i5++){
let data68 = data67[i5];
if(!(data68 && typeof data68 == "object" && !Array.isArray(data68))){
const err192 = {instancePath:instancePath+"/nodes/" + i2+"/pinned/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i5,schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
}
else {
const err193 = {instancePath:instancePath+"/nodes/" + i2+"/pinned/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
}
else {
const err194 = {instancePath:instancePath+"/nodes/" + i2+"/pinned",schemaPath:"#/properties/nodes/items/properties/pinned/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
if(data19.parent !== undefined){
let data69 = data19.parent;
if(typeof data69 === "string"){
if(!pattern7.test(data69)){
const err195 = {instancePath:instancePath+"/nodes/" + i2+"/parent",schemaPath:"#/properties/nodes/items/properties/parent/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
else {
const err196 = {instancePath:instancePath+"/nodes/" + i2+"/parent",schemaPath:"#/properties/nodes/items/properties/parent/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
}
else {
const err197 = {instancePath:instancePath+"/nodes/" + i2,schemaPath:"#/properties/nodes/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
}
else {
const err198 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
if(data.edges !== undefined){
let data70 = data.edges;
if(Array.isArray(data70)){
if(data70.length > 20000){
const err199 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/maxItems",keyword:"maxItems",params:{limit: 20000},message:"must NOT have more than 20000 items"};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
const len5 = data70.length;
for(let i6=0; i6<len5; i6++){
let data71 = data70[i6];
if(data71 && typeof data71 == "object" && !Array.isArray(data71)){
if(data71.from === undefined){
const err200 = {instancePath:instancePath+"/edges/" + i6,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
if(data71.to === undefined){
const err201 = {instancePath:instancePath+"/edges/" + i6,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
for(const key18 in data71){
if(!((key18 === "from") || (key18 === "to"))){
const err202 = {instancePath:instancePath+"/edges/" + i6,schemaPath:"#/properties/edges/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
}
if(data71.from !== undefined){
let data72 = data71.from;
if(typeof data72 === "string"){
if(data72.length > 170){
const err203 = {instancePath:instancePath+"/edges/" + i6+"/from",schemaPath:"#/properties/edges/items/properties/from/maxLength",keyword:"maxLength",params:{limit: 170},message:"must NOT have more than 170 characters"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
if(!pattern11.test(data72)){
const err204 = {instancePath:instancePath+"/edges/" + i6+"/from",schemaPath:"#/properties/edges/items/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
else {
const err205 = {instancePath:instancePath+"/edges/" + i6+"/from",schemaPath:"#/properties/edges/items/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
}
if(data71.to !== undefined){
let data73 = data71.to;
if(typeof data73 === "string"){
if(data73.length > 170){
const err206 = {instancePath:instancePath+"/edges/" + i6+"/to",schemaPath:"#/properties/edges/items/properties/to/maxLength",keyword:"maxLength",params:{limit: 170},message:"must NOT have more than 170 characters"};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
if(!pattern11.test(data73)){
const err207 = {instancePath:instancePath+"/edges/" + i6+"/to",schemaPath:"#/properties/edges/items/properties/to/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
else {
const err208 = {instancePath:instancePath+"/edges/" + i6+"/to",schemaPath:"#/properties/edges/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
}
else {
const err209 = {instancePath:instancePath+"/edges/" + i6,schemaPath:"#/properties/edges/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
}
else {
const err210 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
}
if(data.notes !== undefined){
let data74 = data.notes;
if(Array.isArray(data74)){
if(data74.length > 1000){
const err211 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
const len6 = data74.length;
for(let i7=0; i7<len6; i7++){
let data75 = data74[i7];
if(data75 && typeof data75 == "object" && !Array.isArray(data75)){
if(data75.id === undefined){
const err212 = {instancePath:instancePath+"/notes/" + i7,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
if(data75.text === undefined){
const err213 = {instancePath:instancePath+"/notes/" + i7,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "text"},message:"must have required property '"+"text"+"'"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
if(data75.position === undefined){
const err214 = {instancePath:instancePath+"/notes/" + i7,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
if(data75.size === undefined){
const err215 = {instancePath:instancePath+"/notes/" + i7,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "size"},message:"must have required property '"+"size"+"'"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
for(const key19 in data75){
if(!((((key19 === "id") || (key19 === "text")) || (key19 === "position")) || (key19 === "size"))){
const err216 = {instancePath:instancePath+"/notes/" + i7,schemaPath:"#/properties/notes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data75.id !== undefined){
let data76 = data75.id;
if(typeof data76 === "string"){
if(!pattern7.test(data76)){
const err217 = {instancePath:instancePath+"/notes/" + i7+"/id",schemaPath:"#/properties/notes/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
else {
const err218 = {instancePath:instancePath+"/notes/" + i7+"/id",schemaPath:"#/properties/notes/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
if(data75.text !== undefined){
let data77 = data75.text;
if(typeof data77 === "string"){
if(data77.length > 20000){
const err219 = {instancePath:instancePath+"/notes/" + i7+"/text",schemaPath:"#/properties/notes/items/properties/text/maxLength",keyword:"maxLength",params:{limit: 20000},message:"must NOT have more than 20000 characters"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
else {
const err220 = {instancePath:instancePath+"/notes/" + i7+"/text",schemaPath:"#/properties/notes/items/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
if(data75.position !== undefined){
let data78 = data75.position;
if(data78 && typeof data78 == "object" && !Array.isArray(data78)){
if(data78.x === undefined){
const err221 = {instancePath:instancePath+"/notes/" + i7+"/position",schemaPath:"#/properties/notes/items/properties/position/required",keyword:"required",params:{missingProperty: "x"},message:"must have required property '"+"x"+"'"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
if(data78.y === undefined){
const err222 = {instancePath:instancePath+"/notes/" + i7+"/position",schemaPath:"#/properties/notes/items/properties/position/required",keyword:"required",params:{missingProperty: "y"},message:"must have required property '"+"y"+"'"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
for(const key20 in data78){
if(!((key20 === "x") || (key20 === "y"))){
const err223 = {instancePath:instancePath+"/notes/" + i7+"/position",schemaPath:"#/properties/notes/items/properties/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
}
if(data78.x !== undefined){
let data79 = data78.x;
if(!((typeof data79 == "number") && (isFinite(data79)))){
const err224 = {instancePath:instancePath+"/notes/" + i7+"/position/x",schemaPath:"#/properties/notes/items/properties/position/properties/x/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
if(data78.y !== undefined){
let data80 = data78.y;
if(!((typeof data80 == "number") && (isFinite(data80)))){
const err225 = {instancePath:instancePath+"/notes/" + i7+"/position/y",schemaPath:"#/properties/notes/items/properties/position/properties/y/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
}
else {
const err226 = {instancePath:instancePath+"/notes/" + i7+"/position",schemaPath:"#/properties/notes/items/properties/position/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
}
if(data75.size !== undefined){
let data81 = data75.size;
if(data81 && typeof data81 == "object" && !Array.isArray(data81)){
if(data81.width === undefined){
const err227 = {instancePath:instancePath+"/notes/" + i7+"/size",schemaPath:"#/properties/notes/items/properties/size/required",keyword:"required",params:{missingProperty: "width"},message:"must have required property '"+"width"+"'"};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
if(data81.height === undefined){
const err228 = {instancePath:instancePath+"/notes/" + i7+"/size",schemaPath:"#/properties/notes/items/properties/size/required",keyword:"required",params:{missingProperty: "height"},message:"must have required property '"+"height"+"'"};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
for(const key21 in data81){
if(!((key21 === "width") || (key21 === "height"))){
const err229 = {instancePath:instancePath+"/notes/" + i7+"/size",schemaPath:"#/properties/notes/items/properties/size/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
if(data81.width !== undefined){
let data82 = data81.width;
if(!((typeof data82 == "number") && (isFinite(data82)))){
const err230 = {instancePath:instancePath+"/notes/" + i7+"/size/width",schemaPath:"#/properties/notes/items/properties/size/properties/width/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
if(data81.height !== undefined){
let data83 = data81.height;
if(!((typeof data83 == "number") && (isFinite(data83)))){
const err231 = {instancePath:instancePath+"/notes/" + i7+"/size/height",schemaPath:"#/properties/notes/items/properties/size/properties/height/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
}
else {
const err232 = {instancePath:instancePath+"/notes/" + i7+"/size",schemaPath:"#/properties/notes/items/properties/size/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
}
else {
const err233 = {instancePath:instancePath+"/notes/" + i7,schemaPath:"#/properties/notes/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
}
}
else {
const err234 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
if(data.groups !== undefined){
let data84 = data.groups;
if(Array.isArray(data84)){
if(data84.length > 1000){
const err235 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
const len7 = data84.length;
for(let i8=0; i8<len7; i8++){
let data85 = data84[i8];
if(data85 && typeof data85 == "object" && !Array.isArray(data85)){
if(data85.id === undefined){
const err236 = {instancePath:instancePath+"/groups/" + i8,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
if(data85.name === undefined){
const err237 = {instancePath:instancePath+"/groups/" + i8,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
if(data85.nodes === undefined){
const err238 = {instancePath:instancePath+"/groups/" + i8,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "nodes"},message:"must have required property '"+"nodes"+"'"};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
for(const key22 in data85){
if(!((((key22 === "id") || (key22 === "name")) || (key22 === "nodes")) || (key22 === "folded"))){
const err239 = {instancePath:instancePath+"/groups/" + i8,schemaPath:"#/properties/groups/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
if(data85.id !== undefined){
let data86 = data85.id;
if(typeof data86 === "string"){
if(!pattern7.test(data86)){
const err240 = {instancePath:instancePath+"/groups/" + i8+"/id",schemaPath:"#/properties/groups/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
else {
const err241 = {instancePath:instancePath+"/groups/" + i8+"/id",schemaPath:"#/properties/groups/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
if(data85.name !== undefined){
let data87 = data85.name;
if(typeof data87 === "string"){
if(data87.length > 200){
const err242 = {instancePath:instancePath+"/groups/" + i8+"/name",schemaPath:"#/properties/groups/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
if(data87.length < 1){
const err243 = {instancePath:instancePath+"/groups/" + i8+"/name",schemaPath:"#/properties/groups/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
}
else {
const err244 = {instancePath:instancePath+"/groups/" + i8+"/name",schemaPath:"#/properties/groups/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
if(data85.nodes !== undefined){
let data88 = data85.nodes;
if(Array.isArray(data88)){
if(data88.length > 5000){
const err245 = {instancePath:instancePath+"/groups/" + i8+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
if(data88.length < 1){
const err246 = {instancePath:instancePath+"/groups/" + i8+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
const len8 = data88.length;
for(let i9=0; i9<len8; i9++){
let data89 = data88[i9];
if(typeof data89 === "string"){
if(!pattern7.test(data89)){
const err247 = {instancePath:instancePath+"/groups/" + i8+"/nodes/" + i9,schemaPath:"#/properties/groups/items/properties/nodes/items/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
else {
const err248 = {instancePath:instancePath+"/groups/" + i8+"/nodes/" + i9,schemaPath:"#/properties/groups/items/properties/nodes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
}
else {
const err249 = {instancePath:instancePath+"/groups/" + i8+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
if(data85.folded !== undefined){
if(true !== data85.folded){
const err250 = {instancePath:instancePath+"/groups/" + i8+"/folded",schemaPath:"#/properties/groups/items/properties/folded/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
}
}
else {
const err251 = {instancePath:instancePath+"/groups/" + i8,schemaPath:"#/properties/groups/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
}
else {
const err252 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
if(data.requires !== undefined){
let data91 = data.requires;
if(data91 && typeof data91 == "object" && !Array.isArray(data91)){
if(Object.keys(data91).length > 200){
const err253 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
for(const key23 in data91){
const _errs218 = errors;
if(typeof key23 === "string"){
if(key23.length > 214){
const err254 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames/maxLength",keyword:"maxLength",params:{limit: 214},message:"must NOT have more than 214 characters",propertyName:key23};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
if(!pattern16.test(key23)){
const err255 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames/pattern",keyword:"pattern",params:{pattern: "^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"},message:"must match pattern \""+"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"+"\"",propertyName:key23};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
}
var valid58 = _errs218 === errors;
if(!valid58){
const err256 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames",keyword:"propertyNames",params:{propertyName: key23},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
}
for(const key24 in data91){
let data92 = data91[key24];
if(typeof data92 === "string"){
if(data92.length > 100){
const err257 = {instancePath:instancePath+"/requires/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/requires/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
}
else {
const err258 = {instancePath:instancePath+"/requires/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/requires/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
}
else {
const err259 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
}
}
else {
const err260 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

