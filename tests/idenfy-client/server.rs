//! A server on loopback that answers as it is told, and counts how often it was asked.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use face_auth_widget::idenfy_client::{IdenfyClient, IdenfyClientBuilder};
use reqwest::ClientBuilder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request, which it has read in full.
#[derive(Clone)]
pub enum Reply {
    /// Answers with these bytes, and closes.
    Bytes(Vec<u8>),
    /// Closes without a word.
    Close,
    /// Answers with these bytes, and says nothing more for good.
    Stall(Vec<u8>),
}

impl Reply {
    /// An answer with this status and body.
    pub fn new(status: u16, headers: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!("HTTP/1.1 {status} Odd\r\nContent-Length: {length}\r\n{headers}");
        Self::Bytes(format!("{head}Connection: close\r\n\r\n{body}").into_bytes())
    }

    /// An answer that is what it should be.
    pub fn ok(body: &str) -> Self {
        Self::new(200, "Content-Type: application/json\r\n", body)
    }
}

/// The server. It gives its replies in order, and the last one again and again.
pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let mut replies: VecDeque<Reply> = replies.into_iter().collect();
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let reply = match replies.len() {
                    1 => replies[0].clone(),
                    _ => replies.pop_front().unwrap(),
                };
                tokio::spawn(serve(stream, reply, Arc::clone(&seen)));
            }
        });
        Self { address, requests }
    }

    /// Every request so far: head and body.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// A client of this server.
    pub fn client(&self) -> IdenfyClient {
        self.builder().build().unwrap()
    }

    pub fn builder(&self) -> IdenfyClientBuilder {
        builder(self.address)
    }
}

/// A client's builder for a server here.
pub fn builder(address: SocketAddr) -> IdenfyClientBuilder {
    IdenfyClient::builder("the-key", "the-secret")
        .base_url(format!("http://{address}"))
        .http(ClientBuilder::new().no_proxy())
        .timeout(Duration::from_secs(30))
}

/// An address at which nobody listens.
pub async fn nobody() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

async fn serve(mut stream: TcpStream, reply: Reply, seen: Arc<Mutex<Vec<String>>>) {
    let request = request(&mut stream).await;
    seen.lock().unwrap().push(request);
    match reply {
        Reply::Bytes(bytes) => {
            // A client that has read enough may be gone.
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Reply::Close => {}
        Reply::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Until the client gives up.
            let _ = stream.read(&mut [0]).await;
        }
    }
}

/// One request: its head, and as much body as the head says.
async fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && body.len() >= content_length(head)
        {
            return text.into_owned();
        }
        assert_ne!(
            stream.read_buf(&mut bytes).await.unwrap(),
            0,
            "a whole request"
        );
    }
}

fn content_length(head: &str) -> usize {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    lengths
        .next()
        .map_or(0, |(_, length)| length.trim().parse().unwrap())
}
