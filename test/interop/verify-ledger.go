// verify-ledger checks a Custody Ledger with nothing but golang.org/x/mod/sumdb, as cmd/go checks sum.golang.org:
// the checkpoint's signature, every tile on the way, inclusion of entries, growth from an older checkpoint, and a
// receipt with its statement. It shares no code with the ledger.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify-ledger.go -url URL -vkey VKEY [-receipt FILE -statement FILE]
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8 // C2SP tlog-tiles

func main() {
	url := flag.String("url", "", "address of the ledger")
	vkey := flag.String("vkey", "", "verification key of the ledger, or a file that holds it")
	receiptFile := flag.String("receipt", "", "a receipt to check")
	statementFile := flag.String("statement", "", "the statement that the receipt is for")
	flag.Parse()
	if err := verify(*url, *vkey, *receiptFile, *statementFile); err != nil {
		fmt.Fprintln(os.Stderr, "NOT verified:", err)
		os.Exit(1)
	}
	fmt.Println("verified")
}

func verify(url, vkey, receiptFile, statementFile string) error {
	if text, err := os.ReadFile(vkey); err == nil {
		vkey = strings.TrimSpace(string(text))
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	published, err := get(url + "/log/checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(published, verifier)
	if err != nil {
		return err
	}
	fmt.Printf("checkpoint: %d entries, root %s\n", tree.N, tree.Hash)

	tiles := &overHTTP{url: url}
	hashes := tlog.TileHashReader(tree, tiles)
	if err := checkEntries(url, tree, hashes); err != nil {
		return err
	}
	if receiptFile != "" {
		if err := checkReceipt(receiptFile, statementFile, verifier, tree, hashes); err != nil {
			return err
		}
	}
	fmt.Printf("tiles: %d read and true\n", tiles.count)
	return nil
}

// openCheckpoint verifies the note and reads its three lines.
func openCheckpoint(msg []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("checkpoint: not one of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkEntries proves the first, the middle and the last entry, and that the tree grew from every power of two.
func checkEntries(url string, tree tlog.Tree, hashes tlog.HashReader) error {
	for _, index := range []int64{0, tree.N / 2, tree.N - 1} {
		entry, err := readEntry(url, index, tree.N)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		fmt.Printf("entry %d: included\n", index)
	}
	for older := int64(1); older <= tree.N; older *= 2 {
		root, err := tlog.TreeHash(older, hashes)
		if err != nil {
			return err
		}
		if err := checkGrowth(tlog.Tree{N: older, Hash: root}, tree, hashes); err != nil {
			return err
		}
	}
	return nil
}

func checkGrowth(older, tree tlog.Tree, hashes tlog.HashReader) error {
	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("growth from %d: %w", older.N, err)
	}
	return nil
}

type receipt struct {
	Index         int64
	RecordedAt    string
	Previous      string
	StatementHash string
	LeafHash      string
	Proof         string
}

// The members of an envelope in the order of canonical JSON.
type envelope struct {
	Payload     string      `json:"payload"`
	PayloadType string      `json:"payloadType"`
	Signatures  []signature `json:"signatures"`
}

type signature struct {
	Keyid string `json:"keyid"`
	Sig   string `json:"sig"`
}

// checkReceipt follows section 5 of the protocol, and then that the published tree continues that of the receipt.
func checkReceipt(receiptFile, statementFile string, verifier note.Verifier, tree tlog.Tree, hashes tlog.HashReader) error {
	var r receipt
	var e envelope
	if err := readJSON(receiptFile, &r); err != nil {
		return err
	}
	if err := readJSON(statementFile, &e); err != nil {
		return err
	}
	stored, err := json.Marshal(e)
	if err != nil {
		return err
	}
	statementHash := sha256.Sum256(stored)
	if hex.EncodeToString(statementHash[:]) != r.StatementHash {
		return errors.New("receipt: it is for another statement")
	}
	previous, err := hex.DecodeString(r.Previous)
	if err != nil {
		return err
	}
	entry := fmt.Sprintf("custody-ledger/v1\n%d\n%s\n%s\n%s\n", r.Index,
		base64.StdEncoding.EncodeToString(previous), base64.StdEncoding.EncodeToString(statementHash[:]), r.RecordedAt)
	leaf := tlog.RecordHash([]byte(entry))
	if hex.EncodeToString(leaf[:]) != r.LeafHash {
		return errors.New("receipt: the leaf hash is another")
	}
	index, proof, checkpoint, err := parseProof(r.Proof)
	if err != nil {
		return err
	}
	if index != r.Index {
		return errors.New("receipt: the proof is for another index")
	}
	older, err := openCheckpoint([]byte(checkpoint), verifier)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, older.N, older.Hash, index, leaf); err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	if err := checkGrowth(older, tree, hashes); err != nil {
		return err
	}
	fmt.Printf("receipt: entry %d of the tree of %d, which has grown to %d\n", index, older.N, tree.N)
	return nil
}

// parseProof reads C2SP tlog-proof.
func parseProof(text string) (int64, tlog.RecordProof, string, error) {
	head, checkpoint, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, nil, "", errors.New("receipt: no tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return 0, nil, "", err
	}
	proof := tlog.RecordProof{}
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return 0, nil, "", err
		}
		proof = append(proof, hash)
	}
	return index, proof, checkpoint, nil
}

// readEntry takes an entry out of its bundle: each stands after its length in two bytes.
func readEntry(url string, index, size int64) ([]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: 0, N: index / 256, W: 256}
	if size-tile.N*256 < 256 {
		tile.W = int(size - tile.N*256)
	}
	bundle, err := get(url + "/log/" + strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	for i := int64(0); len(bundle) >= 2; i++ {
		length := 2 + int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < length {
			break
		}
		if i == index%256 {
			return bundle[2:length], nil
		}
		bundle = bundle[length:]
	}
	return nil, fmt.Errorf("entry %d is not in its bundle", index)
}

// overHTTP is a tlog.TileReader: it reads the tiles of a ledger; whether they are true, tlog says.
type overHTTP struct {
	url   string
	count int
}

func (*overHTTP) Height() int { return tileHeight }

func (o *overHTTP) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := get(o.url + "/log/" + pathOf(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (o *overHTTP) SaveTiles(tiles []tlog.Tile, _ [][]byte) { o.count += len(tiles) }

// pathOf is the path of C2SP tlog-tiles, which leaves out the height.
func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
}

func get(url string) ([]byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", url, response.Status)
	}
	return io.ReadAll(response.Body)
}

func readJSON(file string, into any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}
